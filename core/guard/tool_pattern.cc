#include "core/guard/tool_pattern.h"

#include "core/base/glob.h"

namespace callgate::guard {

bool pattern_fits(std::string_view pattern, const mcp::Tool& tool) {
  if (glob_matches(pattern, tool.exposed) || glob_matches(pattern, "mcp__" + tool.exposed)) return true;
  const std::string full = tool.server + "__" + tool.native;
  return full != tool.exposed && (glob_matches(pattern, full) || glob_matches(pattern, "mcp__" + full));
}

}  // namespace callgate::guard
