// The guard `idempotency`: an effect that must happen at most once does. A repeat is answered with the first
// answer, or waits for it; while nobody knows whether the first one happened, a person decides.
#include <algorithm>
#include <optional>
#include <utility>

#include "core/guard/call_field.h"
#include "core/guard/fingerprint.h"
#include "core/guard/in_flight.h"
#include "core/guard/tool_pattern.h"
#include "core/guards/idempotency/book.h"
#include "core/guards/idempotency/effect_key.h"
#include "core/guards/idempotency/once_verb.h"
#include "core/guards/registry.h"
#include "core/json/view.h"
#include "core/policy/rule.h"

namespace callgate::guard {
namespace {

using Knobs = policy::IdempotencyKnobs;
using policy::IdempotencyRule;

struct Role {
  bool listed = false, by_name = false;
  const std::vector<std::string>* key_args = nullptr;
  Knobs::OnError on_error = Knobs::OnError::unknown;
  const std::string* inject = nullptr;
  std::uint64_t name = 0;
};

// What holds for one call.
struct Terms {
  const IdempotencyRule* rule = nullptr;
  bool observed = false;  // judged only because of the tool's name
  Knobs::Unknown on_unknown = Knobs::Unknown::hold;
};

struct Note {
  EffectKey key;
  Terms terms;
  Millis ttl{0};
  bool reserved = false, counted = false;
  std::optional<OnceEffect> before;  // what stood under the key
  EffectState outcome = EffectState::unknown;
  Bytes result;
};

class Idempotency final : public Guard {
 public:
  Idempotency(const policy::Policy& policy, const GuardDeps& deps)
      : knobs_(policy.guards.idempotency),
        clock_(deps.clock),
        book_(deps.memory->of<EffectBook>("idempotency")) {
    book_->set_bounds(static_cast<std::size_t>(knobs_.max_entries), knobs_.max_bytes);
  }

  std::string_view kind() const override { return "idempotency"; }
  void enrol(ChainBuilder& chain) override {
    chain.before<&Idempotency::judge>(Before::replay, *this);
    chain.before<&Idempotency::judge_count>(Before::limits, *this);
    chain.after<&Idempotency::note_result>(After::record, *this);
    chain.after<&Idempotency::keep_result>(After::store, *this);
  }
  Verdict judge(Call& call);
  Verdict judge_count(Call& call);
  std::optional<Deny> reserve(Call& call) override;
  Amend note_result(Call& call, const Bytes& result);
  Amend keep_result(Call& call, const Bytes& result);
  void failed(Call& call, const Failure& failure) override;
  void settle(const Call& call, Ending ending) noexcept override;

 private:
  Role role_of(const mcp::Tool& tool) const;
  const Role& role(const Call& call) {
    return roles_.of(call.tool_ptr(), [this](const mcp::Tool& tool) { return role_of(tool); });
  }
  std::optional<Terms> terms_of(const Call& call, const Role& role) const;
  std::string scope_of(Call& call) const;
  const OnceEffect* known(const std::string& key);
  Verdict judge_known(Call& call, Note& note, const OnceEffect& effect);
  Verdict judge_near(Call& call, const Note& note);
  Verdict judge_unknown(const Call& call, const Terms& terms, const OnceEffect& effect) const;
  // What a verb's verdict is worth: a remark, unless verbs are enforced.
  Verdict weighed(Call& call, const Terms& terms, Verdict verdict) const;
  Verdict inject(Call& call, const Role& role, const Note& note) const;
  std::optional<Deny> over_count(const Call& call, const Role& role, const Note* note);
  bool open(const std::string& key) {
    const OnceEffect* effect = book_->store().find(key);
    return effect && effect->state == EffectState::unknown;
  }
  static Deny refuse(std::string code, std::string reason, std::string instead,
                     std::optional<Millis> retry_after = std::nullopt) {
    return Deny{
        {"idempotency", "", std::move(code), std::move(reason), std::move(instead)}, retry_after, false};
  }
  std::string ago(const OnceEffect& effect) const {
    const Millis age = std::max(Millis{0}, clock_.today() - effect.at);
    return std::to_string(age.count() / 1000) + " s ago";
  }

  const Knobs knobs_;
  const Clock& clock_;
  std::shared_ptr<EffectBook> book_;
  ToolMemo<Role> roles_;
  InFlight<Note> notes_;
};

Role Idempotency::role_of(const mcp::Tool& tool) const {
  Role role;
  role.name = short_hash(tool.server) * 31 + short_hash(tool.native);
  role.listed = std::any_of(knobs_.once_tools.begin(), knobs_.once_tools.end(),
                            [&](const std::string& pattern) { return pattern_fits(pattern, tool); });
  role.by_name = knobs_.verbs != Mode::off && is_once_verb(tool.native);
  for (const auto& [pattern, names] : knobs_.key_args) {
    if (!role.key_args && pattern_fits(pattern, tool)) role.key_args = &names;
  }
  for (const auto& [pattern, name] : knobs_.inject_key) {
    if (!role.inject && pattern_fits(pattern, tool)) role.inject = &name;
  }
  const auto first = std::find_if(knobs_.outcome_on_error.begin(), knobs_.outcome_on_error.end(),
                                  [&](const auto& entry) { return pattern_fits(entry.first, tool); });
  if (first != knobs_.outcome_on_error.end()) role.on_error = first->second;
  return role;
}

std::optional<Terms> Idempotency::terms_of(const Call& call, const Role& role) const {
  Terms terms{nullptr, false, knobs_.unknown_outcome};
  for (const policy::Rule* rule : call.rules()) {
    if (!rule->obligations.idempotency) continue;
    const IdempotencyRule& demand = *rule->obligations.idempotency;
    if (!terms.rule) terms.rule = &demand;
    const Knobs::Unknown wanted =
        demand.on_unknown_outcome == IdempotencyRule::Unknown::deny   ? Knobs::Unknown::deny
        : demand.on_unknown_outcome == IdempotencyRule::Unknown::hold ? Knobs::Unknown::hold
                                                                      : Knobs::Unknown::allow;
    terms.on_unknown = terms.rule == &demand ? wanted : std::max(terms.on_unknown, wanted);
  }
  if (terms.rule || role.listed || call.facts().once || !call.idempotency_key().empty()) return terms;
  const ToolFacts& facts = call.facts();
  if (!role.by_name || facts.reads() || facts.idempotent) return std::nullopt;
  terms.observed = knobs_.verbs != Mode::enforce;
  return terms;
}

std::string Idempotency::scope_of(Call& call) const {
  if (!knobs_.ticket.starts_with("args.")) return "session";
  const auto value = call.argument(std::string_view(knobs_.ticket).substr(5));
  return value ? "ticket:" + std::string(*value) : "session";
}

const OnceEffect* Idempotency::known(const std::string& key) {
  const OnceEffect* effect = book_->store().find(key);
  if (!effect || effect->state == EffectState::in_flight || effect->state == EffectState::unknown)
    return effect;
  return clock_.today() - effect->at < effect->ttl ? effect : nullptr;
}

Verdict Idempotency::judge(Call& call) {
  const Role& tool = role(call);
  const auto terms = terms_of(call, tool);
  if (!terms) return Allow{};
  auto key = effect_key(call, {terms->rule, tool.key_args, scope_of(call)});
  if (!key) {
    return weighed(call, *terms,
                   refuse("idempotency_key_invalid",
                          "The effect of this call cannot be named: " + key.error().what + ".",
                          "Send plainer arguments, or a key of at most 255 bytes."));
  }
  Note& note = notes_.start(call);
  note.key = std::move(*key);
  note.terms = *terms;
  const Millis named_ttl = terms->rule && terms->rule->ttl ? *terms->rule->ttl : knobs_.ttl;
  note.ttl = note.key.named || (terms->rule && terms->rule->ttl) ? named_ttl : knobs_.window;
  const OnceEffect* effect = known(note.key.key);
  Verdict verdict = effect && effect->state != EffectState::failed ? judge_known(call, note, *effect)
                                                                   : judge_near(call, note);
  if (!std::holds_alternative<Allow>(verdict)) return weighed(call, *terms, std::move(verdict));
  return tool.inject && !terms->observed ? inject(call, tool, note) : Verdict{Allow{}};
}

Verdict Idempotency::weighed(Call& call, const Terms& terms, Verdict verdict) const {
  if (!terms.observed) return verdict;
  const Decision decision = decision_of(verdict);
  Finding* why = finding_of(verdict);
  if (!why || std::holds_alternative<Wait>(verdict)) return Allow{};
  if (knobs_.verbs == Mode::warn) {
    call.warn(std::move(*why));
  } else {
    call.imagine(decision, std::move(*why));
  }
  return Allow{};
}

Verdict Idempotency::judge_known(Call& call, Note& note, const OnceEffect& effect) {
  const std::string& tool = call.tool().exposed;
  if (effect.content != note.key.content) {
    Deny other = refuse("idempotency_mismatch",
                        "This key was used " + ago(effect) + " for other arguments of " + tool + ".",
                        "Use a new key for a new request, or repeat the old one unchanged.");
    if (!note.terms.rule || note.terms.rule->on_mismatch == IdempotencyRule::Mismatch::deny) return other;
    return Ask{std::move(other.why), "Run " + tool + " under a key that was used for something else?"};
  }
  if (effect.state == EffectState::in_flight) {
    Deny busy = refuse("idempotency_in_flight", "The same call to " + tool + " is under way.",
                       "Do not repeat it; its answer will be given to the first call.", Millis{1000});
    const bool wait = knobs_.in_flight == Knobs::InFlight::coalesce && !call.waited();
    if (wait) return Wait{std::move(busy.why), nullptr, knobs_.in_flight_wait};
    return busy;
  }
  if (effect.state == EffectState::unknown) return judge_unknown(call, note.terms, effect);
  Finding why{"idempotency", "", "idempotency_replay",
              tool + " did this " + ago(effect) + "; nothing ran again.", ""};
  if (!knobs_.replay || effect.result.empty()) {
    why.code = "idempotency_done";
    why.instead = "Take it as done. If it really has to happen again, ask the user.";
    return Deny{std::move(why), {}, true};
  }
  return Answer{std::move(why), Decision::replay, effect.result, effect.call,
                std::max(Millis{0}, clock_.today() - effect.at)};
}

Verdict Idempotency::judge_unknown(const Call& call, const Terms& terms, const OnceEffect& effect) const {
  const std::string& tool = call.tool().exposed;
  Finding why{"idempotency", "", "effect_indeterminate",
              "The same call to " + tool + " was sent " + ago(effect) +
                  ", and it is not known whether it took effect.",
              "Find out first, by reading, whether it happened; do not repeat it blindly."};
  switch (terms.on_unknown) {
    case Knobs::Unknown::allow:
      return Allow{};
    case Knobs::Unknown::hold:
      return Ask{std::move(why), tool + " may have run already. Run it again?"};
    case Knobs::Unknown::deny:
      break;
  }
  return Deny{std::move(why), {}, false};
}

Verdict Idempotency::judge_near(Call& call, const Note& note) {
  if (knobs_.near_duplicate == Knobs::Near::allow) return Allow{};
  const OnceEffect* twin = book_->store().find_near(note.key.near, note.key.key);
  if (!twin || twin->state == EffectState::failed || clock_.today() - twin->at >= knobs_.window)
    return Allow{};
  const std::string& tool = call.tool().exposed;
  Finding why{"idempotency", "", "idempotency_near_duplicate",
              tool + " was called " + ago(*twin) + " for what looks like the same thing" +
                  (note.key.named ? " under another key." : " in another spelling."),
              "If it is the same, take it as done; if not, say what is different."};
  if (knobs_.near_duplicate == Knobs::Near::warn) {
    call.warn(std::move(why));
    return Allow{};
  }
  return Ask{std::move(why),
             "This looks like a repetition of what " + tool + " did " + ago(*twin) + ". Do it again?"};
}

// Keys of ours say which effect is meant and nothing else, so that a backend knows a repeat when it sees one.
Verdict Idempotency::inject(Call& call, const Role& role, const Note& note) const {
  const auto there = call.argument(*role.inject);
  if (!there || !there->empty()) return Allow{};
  std::string text(call.arguments());
  const std::size_t brace = text.rfind('}');
  const bool empty = call.outline().size() <= 1;
  text.insert(brace, (empty ? "" : ",") + json::quote(*role.inject) + ":" +
                         json::quote("cg-" + note.key.key.substr(0, 32)));
  return Repair{{"idempotency", "", "idempotency_key_added",
                 "The argument " + *role.inject + " was filled in with a key that names this effect.", ""},
                std::move(text)};
}

// A second try at what may have happened already is no further effect: a person decides about that one.
std::optional<Deny> Idempotency::over_count(const Call& call, const Role& role, const Note* note) {
  if (!role.listed || !knobs_.max_executed) return std::nullopt;
  if (note && open(note->key.key)) return std::nullopt;
  const std::int64_t* executed = book_->executed.find(role.name);
  if (!executed || *executed < *knobs_.max_executed) return std::nullopt;
  return refuse("idempotency_limit",
                call.tool().exposed + " has run " + std::to_string(*executed) +
                    " times in this session, and " + std::to_string(*knobs_.max_executed) +
                    " is the limit (guards.idempotency.max_executed).",
                "Tell the user what else would have to be done.");
}

Verdict Idempotency::judge_count(Call& call) {
  if (auto refused = over_count(call, role(call), notes_.find(call))) return std::move(*refused);
  return Allow{};
}

std::optional<Deny> Idempotency::reserve(Call& call) {
  const Role& tool = role(call);
  Note* note = notes_.find(call);
  if (!note) return std::nullopt;
  if (auto refused = over_count(call, tool, note)) return refused;
  // Another call may have begun or ended while a person was thinking.
  const OnceEffect* effect = known(note->key.key);
  if (effect && effect->state == EffectState::in_flight)
    return note->terms.observed ? std::nullopt
                                : std::optional(refuse("idempotency_in_flight", "The same call is under way.",
                                                       "Do not repeat it.", Millis{1000}));
  if (effect) note->before = *effect;
  OnceEffect claim{note->key.key,       note->key.content, note->key.near,
                   call.tool().exposed, call.id(),         EffectState::in_flight,
                   clock_.today(),      note->ttl,         Bytes()};
  if (!book_->store().put(std::move(claim))) {
    if (note->terms.observed) return std::nullopt;
    return refuse("idempotency_full", "More effects of unknown outcome are open than can be remembered.",
                  "Resolve them first (callgate effects ls).");
  }
  note->reserved = true;
  if (tool.listed && !(note->before && note->before->state == EffectState::unknown)) {
    ++book_->executed.at(tool.name);
    note->counted = true;
  }
  return std::nullopt;
}

Amend Idempotency::note_result(Call& call, const Bytes& result) {
  Note* note = notes_.find(call);
  if (!note || !note->reserved) return Keep{};
  const ResultView& view = call.view(result);
  if (!view.complete) {
    // The server wants to know more first; the same call comes again with the answer.
    note->outcome = EffectState::failed;
    return Keep{};
  }
  note->outcome = EffectState::succeeded;
  if (view.failed) {
    const Knobs::OnError on_error = role(call).on_error;
    if (on_error == Knobs::OnError::failed) note->outcome = EffectState::failed;
    if (on_error == Knobs::OnError::unknown) note->outcome = EffectState::unknown;
  }
  return Keep{};
}

// As the host gets it: after secrets were taken out.
Amend Idempotency::keep_result(Call& call, const Bytes& result) {
  Note* note = notes_.find(call);
  if (note && note->reserved && note->outcome == EffectState::succeeded) note->result = result;
  return Keep{};
}

void Idempotency::failed(Call& call, const Failure& failure) {
  Note* note = notes_.find(call);
  if (!note || !note->reserved) return;
  // A server that refuses what it was asked has not begun; of any other error nobody knows.
  const bool refused =
      failure.protocol && (failure.what == ErrorClass::validation || failure.what == ErrorClass::not_found);
  note->outcome = !failure.sent || refused ? EffectState::failed : EffectState::unknown;
}

void Idempotency::settle(const Call& call, Ending ending) noexcept {
  Note* note = notes_.find(call);
  if (!note) return;
  if (note->reserved) {
    EffectStore& store = book_->store();
    const bool ran = ending != Ending::denied;
    const EffectState outcome = ran ? note->outcome : EffectState::failed;
    if (outcome == EffectState::failed && note->counted) --book_->executed.at(role(call).name);
    if (!ran && note->before) {
      store.put(std::move(*note->before));
    } else if (!ran) {
      store.erase(note->key.key);
    } else {
      store.put({note->key.key, note->key.content, note->key.near, call.tool().exposed, call.id(), outcome,
                 clock_.today(), note->ttl, note->result});
    }
  }
  notes_.finish(call);
}

}  // namespace

std::unique_ptr<Guard> make_idempotency(const policy::Policy& policy, const GuardDeps& deps) {
  return std::make_unique<Idempotency>(policy, deps);
}

}  // namespace callgate::guard
