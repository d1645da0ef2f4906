// The guard `policy`: lists, rules, default, and who may call at all. Everything that matches counts, in no
// order: deny before ask before allow. What follows from the name alone is judged first, the rest once the
// arguments are known, rules on results when there is one.
#include <algorithm>
#include <unordered_map>
#include <vector>

#include "core/guards/policy/caller.h"
#include "core/guards/policy/docket.h"
#include "core/guards/policy/findings.h"
#include "core/guards/policy/judge_rule.h"
#include "core/guards/policy/numeric.h"
#include "core/guards/policy/result_rules.h"
#include "core/guards/policy/rewrite.h"
#include "core/guards/policy/stages.h"
#include "core/guards/policy/standing.h"
#include "core/guards/policy/token.h"
#include "core/guards/registry.h"
#include "core/json/view.h"
#include "core/policy/condition.h"

namespace callgate::guard {
namespace {

using policy::Action;
using policy::Policy;
using policy::Ruling;
using policy::Scene;

// What the guard keeps of a call that is on its way.
struct OnItsWay {
  std::vector<std::string> priors;            // keys to note if it is answered
  std::vector<const policy::Hook*> followed;  // hooks whose arguments it carries
};

class PolicyGuard final : public Guard {
 public:
  PolicyGuard(const Policy& policy, const GuardDeps& deps)
      : policy_(policy),
        knobs_(policy_.guards.policy),
        folders_{deps.home, deps.cwd},
        standings_(policy_, folders_),
        clock_(deps.clock),
        world_(deps.world ? deps.world : std::make_shared<const policy::World>(deps.home, deps.cwd)),
        token_(knobs_.capability_token, *world_),
        prior_(deps.memory->of<PriorCalls>("policy.prior")),
        numbers_(deps.memory->of<NumberStreaks>("policy.numbers")),
        stages_(knobs_.stages, deps.memory->of<StageMemory>("policy.stages")) {}

  std::string_view kind() const override { return "policy"; }
  void enrol(ChainBuilder& chain) override {
    chain.before<&PolicyGuard::judge_name>(Before::names, *this);
    chain.before<&PolicyGuard::judge_arguments>(Before::rules, *this);
    chain.after<&PolicyGuard::note_outcome>(After::outcome, *this);
    chain.after<&PolicyGuard::judge_outcome>(After::rules, *this);
  }
  bool lists(const mcp::Tool& tool) const override;
  void settle(const Call& call, Ending ending) noexcept override;

  Verdict judge_name(Call& call);
  Verdict judge_arguments(Call& call);
  Amend note_outcome(Call& call, const Bytes& result);
  Amend judge_outcome(Call& call, const Bytes& result);

 private:
  Scene scene_of(Call& call) const {
    return {.call = call,
            .world = *world_,
            .environment = knobs_.environment,
            .regex_input = knobs_.regex_input,
            .missing_field = knobs_.missing_field};
  }
  RuleContext context() const { return {*prior_, clock_.now(), clock_.today()}; }
  MessageBounds bounds() const { return {knobs_.message_max, knobs_.placeholder_cap}; }

  void judge_permissions(Call& call, const Standing& standing, Docket& docket) const;
  void judge_rules(Call& call, const Standing& standing, Docket& docket,
                   std::vector<const policy::Rule*>& matched);
  void take(const policy::Rule& rule, const RuleJudgement& judgement, Scene& scene, Docket& docket) const;
  void settle_effect(Call& call, const Standing& standing, const std::vector<const policy::Rule*>& matched);
  void settle_default(Call& call, const Standing& standing, Docket& docket) const;
  bool granted(Call& call, const Standing& standing, Assurance needs) const;
  Verdict ask(Call& call, Finding why, Assurance needs) const;
  std::optional<Verdict> follow_obligations(Call& call, const std::vector<const policy::Rule*>& matched);
  std::optional<Verdict> follow_hook(Call& call, const policy::Hook& hook);

  const Policy policy_;
  const policy::PolicyKnobs& knobs_;
  const Folders folders_;
  Standings standings_;
  const Clock& clock_;
  const std::shared_ptr<const policy::World> world_;
  const TokenCheck token_;
  const std::shared_ptr<PriorCalls> prior_;
  const std::shared_ptr<NumberStreaks> numbers_;
  Stages stages_;
  std::unordered_map<std::string, OnItsWay> on_their_way_;
};

Assurance needs_of(const Call& call, const ToolFacts& facts) {
  Assurance needs = call.facts().effect == facts.effect ? facts.assurance : Assurance::any;
  if (call.facts().effect == Effect::destructive) needs = Assurance::out_of_band;
  for (const policy::Rule* rule : call.rules()) {
    if (rule->obligations.approve && rule->obligations.approve->assurance)
      needs = std::max(needs, *rule->obligations.approve->assurance);
  }
  return needs;
}

bool PolicyGuard::lists(const mcp::Tool& tool) const {
  const Standing known = standings_.make(tool);
  if (known.by_name) return known.by_name->action() != Action::deny;
  if (known.entry.access == Action::deny) return false;
  const auto always_denies = [](const Standing::Applicable& applicable) {
    const policy::Rule& rule = *applicable.rule;
    return rule.mode == Mode::enforce && !rule.when && !rule.unless && !rule.obligations.prior &&
           !rule.obligations.active && rule.then.cases.size() == 1 && !rule.then.cases[0].test &&
           rule.then.cases[0].ruling == Ruling::deny;
  };
  if (std::ranges::any_of(known.rules, always_denies)) return false;
  // Denied by default is denied for good, unless some argument may lift it.
  return known.otherwise != Action::deny || !known.rules.empty() ||
         std::ranges::any_of(known.by_argument,
                             [](const PermissionRule* rule) { return rule->action() != Action::deny; });
}

Verdict PolicyGuard::judge_name(Call& call) {
  const Standing& standing = standings_.of(call.tool_ptr());
  if (standing.by_name && standing.by_name->action() == Action::deny)
    return Deny{refusal(call, *standing.by_name)};
  if (standing.entry.access == Action::deny)
    return Deny{refusal(call, "guards.policy.tools", "the table of tools denies it")};
  if (auto objection = token_.judge(call, clock_.today())) return Deny{std::move(objection->why)};
  auto objection = judge_identity(knobs_, call, *world_);
  if (objection && !objection->hold) return Deny{std::move(objection->why)};
  if (!standing.rules_name_effect) {
    if (auto effect = judge_effect(knobs_, call, standing.facts.effect)) return Deny{std::move(effect->why)};
  }
  const Assurance needs = standing.facts.assurance;
  auto early = stages_.none() ? std::nullopt : stages_.judge(call);
  if (early && !early->hold) return Deny{std::move(early->why)};
  if (!objection) objection = std::move(early);
  if (objection) return ask(call, std::move(objection->why), needs);
  const bool by_list = standing.by_name && standing.by_name->action() == Action::ask;
  if ((!by_list && standing.entry.access != Action::ask) || granted(call, standing, needs)) return Allow{};
  if (!by_list) return ask(call, question(call, "guards.policy.tools", ""), needs);
  const policy::Permission& entry = standing.by_name->source();
  return ask(call, question(call, entry.rule, entry.where), needs);
}

Verdict PolicyGuard::judge_arguments(Call& call) {
  const Standing& standing = standings_.of(call.tool_ptr());
  Docket docket;
  if (standing.by_name || standing.entry.access) docket.allow();  // whatever it was has been said
  std::vector<const policy::Rule*> matched;
  if (!standing.untouched()) {
    if (!call.outline().whole()) {
      return Deny{{"policy", "", "arguments_too_large", "The arguments have too many values to be judged.",
                   "Send less at once."}};
    }
    for (const std::string& name : standing.entry.require_args) {
      const auto argument = call.argument(name);
      if (argument && !argument->empty()) continue;
      Finding why = refusal(call, "guards.policy.tools", "its argument \"" + name + "\" is missing");
      why.code = "policy_missing_args";
      why.instead = "Send \"" + name + "\".";
      return Deny{std::move(why)};
    }
    judge_permissions(call, standing, docket);
    judge_rules(call, standing, docket, matched);
  }
  settle_effect(call, standing, matched);
  call.set_rules(std::move(matched));
  if (docket.refusal()) return std::move(*docket.refusal());
  if (standing.rules_name_effect || call.facts().effect != standing.facts.effect) {
    if (auto effect = judge_effect(knobs_, call, call.facts().effect)) return Deny{std::move(effect->why)};
  }
  if (!docket.decided()) settle_default(call, standing, docket);
  if (docket.refusal()) return std::move(*docket.refusal());
  if (auto verdict = follow_obligations(call, call.rules())) return std::move(*verdict);
  if (standing.numeric) warn_of_saturation(call, knobs_.numeric.z);
  if (docket.questions().empty()) return Allow{};
  const Assurance needs = needs_of(call, standing.facts);
  const bool by_grant = granted(call, standing, needs);
  for (Question& question : docket.questions()) {
    if (!by_grant || !question.grantable) return ask(call, std::move(question.why), needs);
  }
  return Allow{};
}

void PolicyGuard::judge_permissions(Call& call, const Standing& standing, Docket& docket) const {
  for (const PermissionRule* rule : standing.by_argument) {
    const auto fits = rule->fits_argument(call);
    if (!fits && rule->action() == Action::allow) continue;
    if (!fits) return docket.refuse(unreadable(call, *rule, fits.error()));
    if (!*fits) continue;
    if (rule->action() == Action::deny) return docket.refuse(refusal(call, *rule));
    if (rule->action() == Action::allow) {
      docket.allow();
      continue;
    }
    const policy::Permission& entry = rule->source();
    docket.ask(question(call, entry.rule, entry.where), true);
  }
}

void PolicyGuard::judge_rules(Call& call, const Standing& standing, Docket& docket,
                              std::vector<const policy::Rule*>& matched) {
  if (standing.rules.empty()) return;
  Scene scene = scene_of(call);
  const RuleContext context = this->context();
  for (const auto& [rule, fit] : standing.rules) {
    const RuleJudgement judgement = judge_rule(*rule, fit, scene, context);
    if (judgement.obliges && rule->mode == Mode::enforce) matched.push_back(rule);
    if (judgement.ruling) take(*rule, judgement, scene, docket);
  }
}

// Enters a rule's decision, or notes it if the rule only watches.
void PolicyGuard::take(const policy::Rule& rule, const RuleJudgement& judgement, Scene& scene,
                       Docket& docket) const {
  Ruling ruling = *judgement.ruling;
  if (ruling == Ruling::allow) {
    if (rule.mode == Mode::enforce) docket.allow();
    return;
  }
  if (judgement.unjudged && knobs_.on_error == policy::PolicyKnobs::OnError::hold) ruling = Ruling::ask;
  if (ruling == Ruling::ask && policy_.ask_denies) ruling = Ruling::deny;
  std::string_view code = "policy_deny";
  if (ruling == Ruling::ask) code = "policy_ask";
  if (ruling == Ruling::rewrite) code = "policy_rewrite";
  if (ruling == Ruling::warn) code = "policy_warn";
  if (judgement.prior_missing) code = "policy_requires_prior";
  Finding why = judgement.unjudged ? unjudged(rule, scene, bounds()) : of_rule(rule, code, scene, bounds());
  if (rule.mode == Mode::observe) {
    const Decision would = ruling == Ruling::ask       ? Decision::hold
                           : ruling == Ruling::warn    ? Decision::warn
                           : ruling == Ruling::rewrite ? Decision::rewrite
                                                       : Decision::deny;
    return scene.call.imagine(would, std::move(why));
  }
  if (rule.mode == Mode::warn || ruling == Ruling::warn) return scene.call.warn(std::move(why));
  if (ruling != Ruling::ask) return docket.refuse(std::move(why), ruling == Ruling::rewrite);
  docket.ask(std::move(why), !rule.locked && !judgement.unjudged);
}

// A rule may say what kind of effect a call has; of several the worst counts.
void PolicyGuard::settle_effect(Call& call, const Standing& standing,
                                const std::vector<const policy::Rule*>& matched) {
  std::optional<Effect> said;
  for (const policy::Rule* rule : matched) {
    said = std::max(said, rule->effect);
    if (rule->once) call.set_once();
  }
  // What a command would do counts where no rule has a say.
  call.set_effect(standing.facts.effect);
  const Effect run = worst_effect(standing.facts.effect, call.shell());
  call.set_effect(said.value_or(run));
}

void PolicyGuard::settle_default(Call& call, const Standing& standing, Docket& docket) const {
  const bool by_effect = !policy_.fallback && call.facts().effect != standing.facts.effect;
  Action action = by_effect ? knobs_.effects.of(call.facts().effect) : standing.otherwise;
  if (action == Action::allow) return;
  if (action == Action::ask && policy_.ask_denies) action = Action::deny;
  const std::string rule = by_effect ? "effects." + std::string(to_string(call.facts().effect))
                                     : std::string(standing.otherwise_rule);
  if (action == Action::ask) docket.ask(question(call, rule, ""), true);
  if (action != Action::deny) return;
  docket.refuse({"policy", rule, "policy_deny",
                 "No rule of the policy allows " + call.tool().exposed + ", and without one it is refused (" +
                     rule + ").",
                 "Use another tool, or ask the user to allow this one."});
}

// Whether a person has agreed for good to calls like this one.
bool PolicyGuard::granted(Call& call, const Standing& standing, Assurance needs) const {
  if (standing.grants.empty() || needs == Assurance::out_of_band) return false;
  Scene scene = scene_of(call);
  return std::ranges::any_of(standing.grants, [&](const policy::Grant* grant) {
    return grant->expires > clock_.today() &&
           (!grant->when || grant->when->holds(scene) == policy::Truth::yes);
  });
}

Verdict PolicyGuard::ask(Call& call, Finding why, Assurance needs) const {
  if (!policy_.ask_denies) return Ask{std::move(why), "Run " + call.tool().exposed + "?", needs};
  why.code = "policy_deny";
  why.instead = "Nobody can agree in this profile. Do it another way, or tell the user.";
  return Deny{std::move(why)};
}

std::optional<Verdict> PolicyGuard::follow_obligations(Call& call,
                                                       const std::vector<const policy::Rule*>& matched) {
  for (const policy::Rule* rule : matched) {
    if (!rule->obligations.hook) continue;
    if (auto verdict = follow_hook(call, *rule->obligations.hook)) return verdict;
  }
  for (const policy::Rule* rule : matched) {
    if (!rule->obligations.rewrite) continue;
    auto text = rewritten(*rule->obligations.rewrite, call.arguments());
    if (!text) {
      return Deny{{"policy", rule->id,
                   text.error().code == Errc::refused ? "policy_ambiguous_key" : "policy_type_error",
                   "The policy cannot correct the call of " + call.tool().exposed + ": " + text.error().what +
                       " (" + place_of(rule->id, rule->where) + ").",
                   "Send arguments of the right type."}};
    }
    if (!*text) continue;
    return Repair{{"policy", rule->id, "policy_repair",
                   "The policy changed the arguments of " + call.tool().exposed + " (" +
                       place_of(rule->id, rule->where) + ").",
                   ""},
                  std::move(**text)};
  }
  return std::nullopt;
}

std::optional<Verdict> PolicyGuard::follow_hook(Call& call, const policy::Hook& hook) {
  const HookAnswer* answer = call.answer_of(&hook);
  Finding why{"policy", hook.rule, "policy_hook",
              "A program of the policy has to be asked about " + call.tool().exposed + ".", ""};
  if (!answer) return Wait{std::move(why), &hook, hook.timeout};
  if (!answer->passed) {
    why.code = "policy_hook_denied";
    why.reason = "A program of the policy refuses this call of " + call.tool().exposed + " (" + hook.rule +
                 "): " + answer->reason;
    why.instead = "Change what it objects to, or tell the user.";
    return Deny{std::move(why)};
  }
  std::vector<const policy::Hook*>& followed = on_their_way_[call.id()].followed;
  if (answer->arguments.empty() || std::ranges::find(followed, &hook) != followed.end()) return std::nullopt;
  followed.push_back(&hook);
  if (answer->arguments == call.arguments()) return std::nullopt;
  why.code = "policy_repair";
  why.reason =
      "A program of the policy changed the arguments of " + call.tool().exposed + " (" + hook.rule + ").";
  return Repair{std::move(why), answer->arguments};
}

Amend PolicyGuard::note_outcome(Call& call, const Bytes& result) {
  const Standing& standing = standings_.of(call.tool_ptr());
  if (!stages_.none()) stages_.note(call, call.view(result).failed);
  if (standing.feeds.empty()) return Keep{};
  using Wanted = policy::PriorRule::Outcome;
  const bool failed = call.view(result).failed;
  Scene scene = scene_of(call);
  for (const policy::Rule* rule : standing.feeds) {
    const Wanted wanted = rule->obligations.prior->outcome;
    if (wanted != Wanted::any && (wanted == Wanted::error) != failed) continue;
    if (auto key = prior_key(*rule, scene)) on_their_way_[call.id()].priors.push_back(std::move(*key));
  }
  return Keep{};
}

Amend PolicyGuard::judge_outcome(Call& call, const Bytes& result) {
  const Standing& standing = standings_.of(call.tool_ptr());
  if (standing.numeric) warn_of_degeneration(call, result.view(), *numbers_, knobs_.numeric.degenerate);
  if (standing.result_rules.empty()) return Keep{};
  return judge_result(standing.result_rules, scene_of(call), context(), bounds(), result);
}

void PolicyGuard::settle(const Call& call, Ending ending) noexcept {
  const auto found = on_their_way_.find(call.id());
  if (found == on_their_way_.end()) return;
  if (ending == Ending::answered) {
    for (const std::string& key : found->second.priors)
      prior_->note(key, clock_.now(), static_cast<std::size_t>(knobs_.prior_max));
  }
  on_their_way_.erase(found);
}

}  // namespace

std::unique_ptr<Guard> make_policy(const Policy& policy, const GuardDeps& deps) {
  return std::make_unique<PolicyGuard>(policy, deps);
}

}  // namespace callgate::guard
