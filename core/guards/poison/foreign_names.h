// Definitions that speak of other servers' tools: the way in which one server bends the use of another
// ("shadowing").
#pragma once

#include <string>

#include "core/mcp/tool.h"
#include "core/policy/world.h"

namespace callgate::guard {

// The first name of a tool of another server that stands in the tool's descriptions or titles, at any depth:
// "fs__read_file of the server fs"; empty if there is none. Only names of two words or more count: every
// description may say "search".
std::string foreign_tool_in(const mcp::Tool& tool, const policy::World& world);

}  // namespace callgate::guard
