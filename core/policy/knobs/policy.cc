#include "core/policy/knobs/policy.h"

#include <charconv>

#include "core/policy/node_values.h"
#include "core/policy/pattern.h"
#include "core/policy/words.h"

namespace callgate::policy {
namespace {

using namespace config;

// In the order of Action.
constexpr std::string_view kVerdictWords[] = {"allow", "hold", "deny"};
constexpr std::string_view kOnErrorWords[] = {"hold", "deny"};
constexpr std::string_view kRequireWords[] = {"none", "changes", "all"};
constexpr std::string_view kAlgorithmWords[] = {"HS256", "EdDSA"};

constexpr Shape kVerdict = word(kVerdictWords);
constexpr Shape kClass = word(guard::kEffectWords);
constexpr Shape kClasses = list_of(kClass);
constexpr Field kToolEntry[] = {
    {"access", kVerdict, "allow, hold or deny; the strictest of this and the rules counts.", ""},
    {"require_args", kTextList, "Arguments that must be there.", ""},
    {"risk", integer(0, 100), "What the guard risk begins with.", ""},
    {"class", kClass, "What kind of effect the tool has, whatever its name and hints say.", ""},
    {"once", boolean(), "Each effect of it must happen at most once.", ""},
    {"volatile", boolean(), "Repeating it is its purpose: a clock, a job's state.", ""},
};
constexpr Shape kEntry = object(kToolEntry);
constexpr ByToolShape kByServer{kVerdict};

std::string agent_fault(std::string_view name) {
  return name.empty() ? "the name of an agent is empty" : "";
}

}  // namespace

void read_value(const Node& node, ToolTable& table) {
  table.clear();
  for (const Member& member : node.members) {
    ToolEntry& entry = table.emplace_back();
    const auto pattern = parse_permission(member.key);
    entry.pattern = pattern ? pattern->pattern : member.key;
    entry.access = enum_of<Action>(member.value.find("access"), kVerdictWords);
    entry.require_args = strings_of(member.value.find("require_args"));
    entry.effect = enum_of<guard::Effect>(member.value.find("class"), guard::kEffectWords);
    entry.once = truth_of(member.value.find("once"));
    entry.is_volatile = truth_of(member.value.find("volatile"));
    if (const Node* risk = member.value.find("risk")) {
      std::int64_t value = 0;
      std::from_chars(risk->text.data(), risk->text.data() + risk->text.size(), value);
      entry.risk = value;
    }
  }
}

std::string print_value(const ToolTable&, const Shape&) {
  return "{}";  // the default; nothing else is printed
}

Action PolicyKnobs::Effects::of(guard::Effect effect) const {
  switch (effect) {
    case guard::Effect::pure:
      return pure;
    case guard::Effect::read:
      return read;
    case guard::Effect::unknown:
      return unknown;
    case guard::Effect::write:
      return write;
    case guard::Effect::exec:
      return exec;
    case guard::Effect::destructive:
      return destructive;
  }
  return Action::deny;
}

std::span<const Knob> policy_knobs() {
  using enum Tighter;
  using K = PolicyKnobs;
  using E = K::Effects;
  using I = K::Identity;
  using C = K::CapabilityToken;
  using N = K::Numeric;
  static constexpr Knob kKnobs[] = {
      knob<&K::mode>("mode", kModeShape, larger, "Whether the policy is applied."),
      knob<&K::environment>("environment", kFilledText, neither, "Where this is: dev, staging, prod."),
      knob<&K::env_block>("env_block", map_of(kClasses), larger,
                          "Classes of effects that are refused there."),
      knob<&K::effects, &E::pure>("effects.pure", kVerdict, larger, "Tools that only compute."),
      knob<&K::effects, &E::read>("effects.read", kVerdict, larger, "Tools that only read."),
      knob<&K::effects, &E::unknown>("effects.unknown", kVerdict, larger,
                                     "Tools nobody knows anything about."),
      knob<&K::effects, &E::write>("effects.write", kVerdict, larger, "Tools that change something."),
      knob<&K::effects, &E::exec>("effects.exec", kVerdict, larger, "Tools that run what nobody has read."),
      knob<&K::effects, &E::destructive>("effects.destructive", kVerdict, larger,
                                         "Tools that destroy; an explicit allow wins over hold."),
      knob<&K::effects, &E::read_only>("effects.read_only", boolean(), larger,
                                       "Refuse whatever may change something."),
      knob<&K::identity, &I::required>("identity.required", boolean(), larger,
                                       "Refuse calls of nobody in particular."),
      knob<&K::identity, &I::agents>("identity.agents", map_of(kToolList, &agent_fault), neither,
                                     "Who may call, and which tools; empty: anybody."),
      knob<&K::identity, &I::on_unknown>("identity.on_unknown", kVerdict, larger,
                                         "What happens to calls of others, and of other tools."),
      knob<&K::capability_token, &C::require>("capability_token.require", word(kRequireWords), larger,
                                              "Which calls need a signed token."),
      knob<&K::capability_token, &C::algorithm>("capability_token.algorithm", word(kAlgorithmWords), neither,
                                                "How it is signed."),
      knob<&K::capability_token, &C::variable>("capability_token.variable", kFilledText, neither,
                                               "The variable of the environment that holds it."),
      knob<&K::capability_token, &C::key_variable>(
          "capability_token.key_variable", kFilledText, neither,
          "The variable that holds the secret (HS256) or the public key as 64 hex digits (EdDSA)."),
      knob<&K::tools>("tools", map_of(kEntry, &pattern_fault), neither,
                      "What is known of tools, by pattern."),
      knob<&K::missing_field>("missing_field", boolean(), neither,
                              "What a positive condition says of a field that is not there."),
      knob<&K::on_error>("on_error", word(kOnErrorWords), larger,
                         "What happens where a rule cannot be judged."),
      knob<&K::message_max>("message_max", size(50, 10'000), either, "Bytes of a reason."),
      knob<&K::placeholder_cap>("placeholder_cap", size(10, 1'000), either, "Bytes of a value in a reason."),
      knob<&K::regex_input>("regex_input", size(100, 1 << 20), either,
                            "Bytes of a text that are searched; what is longer cannot be judged."),
      knob<&K::prior_max>("prior_max", integer(16, 1'000'000), either, "Earlier calls that are remembered."),
      knob<&K::stages>("stages", list_of(kStage), neither,
                       "The stages of a workflow: which tools may be called when."),
      knob<&K::numeric, &N::tools>("numeric.tools", kToolList, larger, "Tools whose numbers are looked at."),
      knob<&K::numeric, &N::z>("numeric.z", number(0, 1000), smaller,
                               "Standard deviations from the mean that are worth a warning."),
      knob<&K::numeric, &N::degenerate>("numeric.degenerate", integer(1, 1000), smaller,
                                        "Results of exactly 0 or 1 in a row that are."),
      knob<&K::sampling>("sampling", kByServer.shape(), larger,
                         "Whether servers may have the host's model write something, by server."),
      knob<&K::elicitation>("elicitation", kByServer.shape(), larger,
                            "Whether servers may ask the user something, by server."),
  };
  return kKnobs;
}

}  // namespace callgate::policy
