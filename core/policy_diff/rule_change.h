// One rule before and after.
#pragma once

#include <string>
#include <vector>

#include "core/policy/operators.h"
#include "core/policy_diff/direction.h"

namespace callgate::policy_diff {

// What a rule is made for: to keep calls away, or to ease them; neither, if it does both.
enum class Purpose : std::uint8_t { restricts, eases, mixed };
Purpose purpose_of(const config::Node& rule);

struct RuleChange {
  Direction direction = Direction::same;
  std::vector<std::string> parts;  // "when (wider)": the keys that differ, with the way each moves the policy
};

// Both of one id, as they are written; the sets are those of either policy. A rule that says the same in
// other words may count as changed.
RuleChange compare_rules(const config::Node& before, const policy::Sets& sets_before,
                         const config::Node& after, const policy::Sets& sets_after);

}  // namespace callgate::policy_diff
