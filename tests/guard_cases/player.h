// Plays a case through the chain of its policy, answers what would go out, and compares.
#pragma once

#include <string>
#include <vector>

#include "setup.h"

namespace callgate::guard_cases {

// What is wrong, one line each: "step 3: expected deny, got allow". Empty: all is as expected.
std::vector<std::string> play(const Json& one, const Setup& setup);

}  // namespace callgate::guard_cases
