#include "core/guard/tool_table.h"

#include <algorithm>

#include "core/guard/tool_pattern.h"

namespace callgate::guard {
namespace {

using policy::ToolEntry;

// An empty optional is less than any value.
void join(ToolEntry& all, const ToolEntry& one) {
  all.access = std::max(all.access, one.access);
  all.effect = std::max(all.effect, one.effect);
  all.risk = std::max(all.risk, one.risk);
  all.once = std::max(all.once, one.once);
  all.is_volatile = std::max(all.is_volatile, one.is_volatile);
  for (const std::string& name : one.require_args) {
    if (std::ranges::find(all.require_args, name) == all.require_args.end()) all.require_args.push_back(name);
  }
}

template <class T>
void prefer(std::optional<T>& slot, const std::optional<T>& own) {
  if (own) slot = own;
}

}  // namespace

ToolEntry entry_of(const policy::ToolTable& table, const mcp::Tool& tool) {
  ToolEntry wide, own;
  for (const ToolEntry& entry : table) {
    if (pattern_fits(entry.pattern, tool))
      join(entry.pattern.find('*') == std::string::npos ? own : wide, entry);
  }
  prefer(wide.access, own.access);
  prefer(wide.effect, own.effect);
  prefer(wide.risk, own.risk);
  prefer(wide.once, own.once);
  prefer(wide.is_volatile, own.is_volatile);
  if (!own.require_args.empty()) wide.require_args = own.require_args;
  wide.pattern = tool.exposed;
  return wide;
}

}  // namespace callgate::guard
