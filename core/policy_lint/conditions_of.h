// The conditions of a rule as they are written, and the fields in them.
#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "core/policy/field_path.h"
#include "core/policy_lint/model.h"

namespace callgate::policy_lint {

struct WrittenCondition {
  enum class Role : std::uint8_t { when, unless, choice };
  Role role;
  const config::Member* member;                  // "when", "unless" or "if"
  policy::Ruling ruling = policy::Ruling::warn;  // of a choice: what is done if it holds
  const config::Node& node() const { return member->value; }
};

// "when", "unless", and every "if" of "then" and "else".
std::vector<WrittenCondition> conditions_of(const RuleView& view);

// One field and what is demanded of its value, or with [*] of its values.
struct FieldDemand {
  const config::Member* member;  // its key is the field
  policy::FieldPath path;
  const config::Node* demand;  // operators
  bool for_all = false;        // "all" behind [*]
  bool opposite = false;       // within an odd number of "not"
};

// The demand of one member of a condition that is neither "any", "all" nor "not".
FieldDemand demand_of(const config::Member& member, bool opposite);
// Of a whole condition.
std::vector<FieldDemand> demands_of(const config::Node& condition, bool opposite = false);

}  // namespace callgate::policy_lint
