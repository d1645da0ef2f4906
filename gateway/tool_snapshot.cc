#include "gateway/tool_snapshot.h"

#include "core/mcp/tool_definition.h"
#include "gateway/text_file.h"
#include "gateway/tool_lock/lock_file.h"

namespace callgate {

Result<std::vector<mcp::ToolPtr>> read_tool_snapshot(const std::filesystem::path& file) {
  CALLGATE_TRY(text, read_text_file(file));
  config::Findings found;
  const auto lock = tool_lock::read_lock(
      std::make_shared<const config::Source>(config::Source{file.string(), std::move(text)}), found);
  if (!lock) return error(Errc::invalid, config::one_line(found.errors.front()));
  std::vector<mcp::ToolPtr> tools;
  for (const tool_lock::LockedTool& locked : *lock) {
    auto tool = std::make_shared<mcp::Tool>();
    tool->server = locked.server;
    tool->native = locked.tool;
    tool->exposed = locked.name;
    tool->definition = Bytes::copy(locked.definition);
    tool->hints = mcp::read_tool(locked.definition).hints;
    tools.push_back(std::move(tool));
  }
  return tools;
}

}  // namespace callgate
