// By which arguments a tool can be asked for less.
#pragma once

#include <string>

#include "core/mcp/tool.h"

namespace callgate::guard {

// "limit and offset", at most three of them; empty if its input schema has none.
std::string narrowing_arguments(const mcp::Tool& tool);

}  // namespace callgate::guard
