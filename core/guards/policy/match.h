// Whether a tool is one that a rule is about.
#pragma once

#include <cstdint>

#include "core/guard/facts.h"
#include "core/mcp/tool.h"
#include "core/policy/rule.h"

namespace callgate::guard {

enum class Fit : std::uint8_t {
  no,
  unproven,  // by a hint of a server that is not trusted: an allow does not count
  yes,
};
Fit fit_of(const policy::Match& match, const mcp::Tool& tool, const ToolFacts& facts);

}  // namespace callgate::guard
