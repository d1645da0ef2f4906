#include "core/guards/policy/judge_rule.h"

#include <algorithm>

#include "core/guards/policy/schedule.h"
#include "core/policy/condition.h"

namespace callgate::guard {
namespace {

using policy::Outcome;
using policy::Rule;
using policy::Ruling;
using policy::Scene;
using policy::Truth;

bool may_refuse(const Outcome& outcome) {
  return std::ranges::any_of(outcome.cases, [](const Outcome::Case& one) {
    return one.ruling == Ruling::ask || one.ruling == Ruling::rewrite || one.ruling == Ruling::deny;
  });
}

bool may_refuse(const Rule& rule) {
  return may_refuse(rule.then) || may_refuse(rule.otherwise) || rule.obligations.prior;
}

// Whether the rule makes anything easier where it applies.
bool eases(const Rule& rule) {
  const auto allows = [](const Outcome::Case& one) { return one.ruling == Ruling::allow; };
  return std::ranges::any_of(rule.then.cases, allows) || rule.obligations.cache ||
         (rule.effect && *rule.effect <= Effect::read);
}

Truth applies(const Rule& rule, Scene& scene) {
  const Truth when = rule.when ? rule.when->holds(scene) : Truth::yes;
  if (when == Truth::no || !rule.unless) return when;
  return std::min(when, policy::negated(rule.unless->holds(scene)));
}

RuleJudgement undecided(const Rule& rule) {
  if (rule.on_result) {
    Ruling strictest = Ruling::warn;
    for (const Outcome::Case& one : rule.then.cases) strictest = std::max(strictest, one.ruling);
    return {.obliges = true, .ruling = strictest, .unjudged = true};
  }
  if (may_refuse(rule)) return {.obliges = false, .ruling = Ruling::deny, .unjudged = true};
  return {.obliges = !eases(rule)};
}

Truth prior_known(const Rule& rule, Scene& scene, const RuleContext& context) {
  if (!rule.obligations.prior) return Truth::yes;
  const auto key = prior_key(rule, scene);
  if (!key) return Truth::unknown;
  return policy::truth(context.prior.known(*key, rule.obligations.prior->within, context.now));
}

Truth active(const Rule& rule, Scene& scene, const RuleContext& context) {
  if (!rule.obligations.active) return Truth::yes;
  const Truth active = active_at(*rule.obligations.active, context.today, scene.world);
  if (active != Truth::unknown) return active;
  return scene.doubt(policy::Trouble::Kind::type,
                     "there is no time zone \"" + rule.obligations.active->tz + "\"");
}

}  // namespace

RuleJudgement judge_rule(const Rule& rule, Fit fit, Scene& scene, const RuleContext& context) {
  scene.trouble = {};
  const Truth applies_here = applies(rule, scene);
  if (applies_here == Truth::no) return {};
  if (applies_here == Truth::unknown) return undecided(rule);

  const Truth now = active(rule, scene, context);
  const Truth before = now == Truth::yes ? prior_known(rule, scene, context) : Truth::yes;
  const Truth met = std::min(now, before);
  if (met == Truth::unknown) return undecided(rule);
  RuleJudgement judgement{.obliges = met == Truth::yes};
  const Outcome& outcome = met == Truth::yes ? rule.then : rule.otherwise;
  judgement.prior_missing = before == Truth::no;
  if (judgement.prior_missing && outcome.cases.empty()) judgement.ruling = Ruling::deny;
  for (const Outcome::Case& one : outcome.cases) {
    const Truth holds = one.test ? one.test->holds(scene) : Truth::yes;
    if (holds == Truth::unknown) return undecided(rule);
    if (holds == Truth::no) continue;
    if (one.ruling == Ruling::allow && fit == Fit::unproven) break;
    judgement.ruling = one.ruling;
    break;
  }
  // What eases is not given to those whose claim to it nobody has checked.
  if (fit == Fit::unproven && !judgement.ruling && eases(rule) && !may_refuse(rule))
    judgement.obliges = false;
  return judgement;
}

}  // namespace callgate::guard
