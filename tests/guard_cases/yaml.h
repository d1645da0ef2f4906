// Reads the part of YAML in which people write rulesets.
#pragma once

#include <string_view>

#include "setup.h"

namespace callgate::guard_cases {

// Maps and lists, indented or in brackets; plain, quoted and block texts; comments. Anchors, tags and several
// documents are not read. Throws std::runtime_error with the number of the line.
Json parse_yaml(std::string_view text);

}  // namespace callgate::guard_cases
