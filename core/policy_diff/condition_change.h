// Two conditions compared by their form: whether the second holds more often than the first.
#pragma once

#include <string>
#include <vector>

#include "core/policy/operators.h"
#include "core/policy_diff/direction.h"

namespace callgate::policy_diff {

// `condition` with every "@name" in an operand replaced by the texts of that set.
config::Node without_sets(const config::Node& condition, const policy::Sets& sets);

// Wider: it holds for more calls. Parts that one has and the other has not count by what stands around them,
// lists by what they have in common, bounds by their numbers. Without sets.
Direction compare_conditions(const config::Node& before, const config::Node& after);

// The same for two lists of which any entry is enough: more entries, wider.
Direction compare_choices(std::vector<std::string> before, std::vector<std::string> after);

}  // namespace callgate::policy_diff
