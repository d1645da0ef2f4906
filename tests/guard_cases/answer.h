// What the server answers in a case.
#pragma once

#include <string>

#include "setup.h"

namespace callgate::guard_cases {

// The result (raw JSON) that step[2] speaks of: its payload, or an error. Descriptions of payloads
// ("GENERATED: array 0..999") are generated.
std::string answer_of(const Json& told);

}  // namespace callgate::guard_cases
