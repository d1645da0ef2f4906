// Conditions that decide nothing: because nothing meets them, or everything does.
#include <algorithm>

#include "core/policy_lint/certainty.h"
#include "core/policy_lint/conditions_of.h"

namespace callgate::policy_lint {
namespace {

using Role = WrittenCondition::Role;

class ConditionCheck {
 public:
  ConditionCheck(const Model& model, Findings& findings) : model_(model), report_(findings) {}

  void rule(const RuleView& view) {
    const auto conditions = conditions_of(view);
    for (const WrittenCondition& condition : conditions) {
      const Claim claim = claim_of(condition.node(), model_, view.tools);
      if (claim.certainty == Certainty::never) never(view, condition, claim);
      if (claim.certainty == Certainty::always) always(view, condition, claim);
    }
    if (conditions.size() > 1 && conditions[0].role == Role::when && conditions[1].role == Role::unless &&
        config::compact(conditions[0].node()) == config::compact(conditions[1].node())) {
      report_.add(kNeverMatches, *view.source, conditions[1].member->place, name_of(view) + " never applies",
                  "\"when\" and \"unless\" say the same");
    }
    const config::Node* active = view.node->find("active");
    const config::Node* days = active ? active->find("days") : nullptr;
    if (days && days->items.empty())
      report_.add(kNeverMatches, *view.source, days->place, name_of(view) + " is never active",
                  "there is no day");
  }

 private:
  void never(const RuleView& view, const WrittenCondition& condition, const Claim& claim) {
    if (condition.role == Role::unless) {
      report_.add(kUnlessNever, *view.source, claim.place,
                  "no call is the exception that " + name_of(view) + " makes", claim.why,
                  "leave \"unless\" out, if that is meant");
    } else if (condition.role == Role::when) {
      report_.add(kNeverMatches, *view.source, claim.place, name_of(view) + " never applies", claim.why);
    } else {
      report_.add(kNeverMatches, *view.source, claim.place,
                  "a choice of " + name_of(view) + " is never taken", claim.why);
    }
  }

  void always(const RuleView& view, const WrittenCondition& condition, const Claim& claim) {
    if (condition.role == Role::unless) {
      report_.add(kUnlessAlways, *view.source, claim.place,
                  name_of(view) + " never applies, because its exception always holds", claim.why);
    } else {
      report_.add(kAlwaysHolds, *view.source, claim.place,
                  "a condition of " + name_of(view) + " always holds", claim.why);
    }
  }

  const Model& model_;
  Reporter report_;
};

}  // namespace

void check_conditions(const Model& model, Findings& findings) {
  ConditionCheck check(model, findings);
  for (const RuleView& view : model.rules()) check.rule(view);
}

}  // namespace callgate::policy_lint
