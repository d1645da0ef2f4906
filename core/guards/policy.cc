// The guard `policy`: the three permission lists and the default. All entries that match count, in no order:
// deny before ask before allow. What follows from the name alone is judged first, the rest once the arguments
// are known.
#include <algorithm>
#include <vector>

#include "core/guard/classify.h"
#include "core/guard/tool_pattern.h"
#include "core/guards/permission.h"
#include "core/guards/registry.h"

namespace callgate::guard {
namespace {

using policy::Action;
using policy::Policy;

// What the policy says of a tool before anyone has seen arguments.
struct Standing {
  const PermissionRule* by_name = nullptr;         // the first of the strictest that fit the name alone
  std::vector<const PermissionRule*> by_argument;  // those that also want to see an argument, strictest first
  Action otherwise = Action::allow;                // when nothing matches
  std::string_view otherwise_rule;
  Assurance assurance = Assurance::any;  // how sure we must be of a person's word
};

class PolicyGuard final : public Guard {
 public:
  PolicyGuard(const Policy& policy, const GuardDeps& deps)
      : folders_{deps.home, deps.cwd},
        classifier_(policy),
        fallback_(policy.fallback),
        ask_denies_(policy.ask_denies) {
    for (const auto& entry : policy.deny) rules_.emplace_back(entry, Action::deny, folders_);
    for (const auto& entry : policy.ask) rules_.emplace_back(entry, Action::ask, folders_);
    for (const auto& entry : policy.allow) rules_.emplace_back(entry, Action::allow, folders_);
  }

  std::string_view kind() const override { return "policy"; }
  void enrol(ChainBuilder& chain) override {
    chain.before<&PolicyGuard::judge_name>(Before::names, *this);
    chain.before<&PolicyGuard::judge_arguments>(Before::rules, *this);
  }
  bool lists(const mcp::Tool& tool) const override;

  Verdict judge_name(Call& call);
  Verdict judge_arguments(Call& call);

 private:
  Standing standing_of(const mcp::Tool& tool) const;
  const Standing& standing(const Call& call) {
    return standings_.of(call.tool_ptr(), [this](const mcp::Tool& tool) { return standing_of(tool); });
  }

  const Folders folders_;
  const Classifier classifier_;
  const std::optional<policy::Default> fallback_;
  const bool ask_denies_;
  std::vector<PermissionRule> rules_;  // deny, ask, allow; each in the order of the file
  ToolMemo<Standing> standings_;
};

std::string place_of(const policy::Permission& entry) {
  return entry.where.empty() ? entry.rule : entry.rule + ", " + entry.where;
}

Finding refusal(const Call& call, const PermissionRule& rule) {
  const policy::Permission& entry = rule.source();
  Finding why{"policy", entry.rule, "policy_deny", "The policy does not allow " + call.tool().exposed, ""};
  if (rule.by_name_only()) {
    why.instead = "Use another tool, or ask the user to change the policy.";
  } else {
    why.reason += " when its argument \"" + entry.argument + "\" matches \"" + entry.argument_pattern + "\"";
    why.instead =
        "Choose another \"" + entry.argument + "\"; writing the same one differently will not help.";
  }
  why.reason += " (" + place_of(entry) + ").";
  return why;
}

// An argument that a rule has to judge and cannot.
Finding unreadable(const Call& call, const PermissionRule& rule, const Error& error) {
  const policy::Permission& entry = rule.source();
  return {
      "policy", entry.rule, error.code == Errc::refused ? "policy_ambiguous_key" : "policy_type_error",
      "The policy cannot judge " + call.tool().exposed + ": " + error.what + " (" + place_of(entry) + ").",
      "Send \"" + entry.argument + "\" once, spelled exactly so, as a string."};
}

Ask ask_person(const Call& call, std::string_view rule, const std::string& place, Assurance needs) {
  return {{"policy", std::string(rule), "policy_ask",
           "The policy wants a person to agree before " + call.tool().exposed + " runs (" + place + ").", ""},
          "Run " + call.tool().exposed + "?",
          needs};
}

bool PolicyGuard::lists(const mcp::Tool& tool) const {
  const Standing known = standing_of(tool);
  if (known.by_name) return known.by_name->action() != Action::deny;
  // Denied by default is denied for good, unless some argument may lift it.
  return known.otherwise != Action::deny ||
         std::any_of(known.by_argument.begin(), known.by_argument.end(),
                     [](const PermissionRule* rule) { return rule->action() != Action::deny; });
}

Standing PolicyGuard::standing_of(const mcp::Tool& tool) const {
  Standing known;
  for (const PermissionRule& rule : rules_) {
    if (!rule.fits_name(tool)) continue;
    if (!rule.by_name_only()) {
      known.by_argument.push_back(&rule);
    } else if (!known.by_name) {
      known.by_name = &rule;
    }
  }
  const mcp::Hints& hints = tool.hints;
  const ToolFacts facts = classifier_.facts_of(tool);
  const bool trusted = facts.trusted, destroys = facts.effect == Effect::destructive;
  known.assurance = facts.assurance;
  if (!fallback_) {
    if (destroys) known.otherwise = Action::ask, known.otherwise_rule = "effects.destructive";
  } else if (trusted && hints.read_only == true) {
    known.otherwise = fallback_->read_only, known.otherwise_rule = "default.readOnly";
  } else if (trusted && hints.destructive == true) {
    known.otherwise = fallback_->destructive, known.otherwise_rule = "default.destructive";
  } else if (trusted && hints.destructive == false) {
    known.otherwise = fallback_->other, known.otherwise_rule = "default.other";
  } else {  // no trusted word on what the tool does
    known.otherwise = fallback_->untrusted, known.otherwise_rule = "default.untrusted";
  }
  if (ask_denies_ && known.otherwise == Action::ask) known.otherwise = Action::deny;
  return known;
}

Verdict PolicyGuard::judge_name(Call& call) {
  const Standing& known = standing(call);
  if (!known.by_name || known.by_name->action() == Action::allow) return Allow{};
  if (known.by_name->action() == Action::deny) return Deny{refusal(call, *known.by_name)};
  const policy::Permission& entry = known.by_name->source();
  return ask_person(call, entry.rule, place_of(entry), known.assurance);
}

Verdict PolicyGuard::judge_arguments(Call& call) {
  const Standing& known = standing(call);
  bool matched = known.by_name != nullptr;
  for (const PermissionRule* rule : known.by_argument) {
    const auto fits = rule->fits_argument(call);
    if (!fits && rule->action() == Action::allow) continue;
    if (!fits) return Deny{unreadable(call, *rule, fits.error())};
    if (!*fits) continue;
    if (rule->action() == Action::deny) return Deny{refusal(call, *rule)};
    if (rule->action() == Action::ask) {
      return ask_person(call, rule->source().rule, place_of(rule->source()), known.assurance);
    }
    matched = true;
  }
  if (matched || known.otherwise == Action::allow) return Allow{};
  const std::string rule(known.otherwise_rule);
  if (known.otherwise == Action::ask) return ask_person(call, rule, rule, known.assurance);
  return Deny{{"policy", rule, "policy_deny",
               "No rule of the policy allows " + call.tool().exposed + ", and without one it is refused (" +
                   rule + ").",
               "Use another tool, or ask the user to allow this one."}};
}

}  // namespace

std::unique_ptr<Guard> make_policy(const Policy& policy, const GuardDeps& deps) {
  return std::make_unique<PolicyGuard>(policy, deps);
}

}  // namespace callgate::guard
