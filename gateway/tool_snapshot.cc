#include "gateway/tool_snapshot.h"

#include "core/json/view.h"
#include "core/mcp/tool_definition.h"
#include "gateway/text_file.h"

namespace callgate {
namespace {

mcp::ToolPtr tool_of(std::string_view entry, const Bytes& file) {
  const std::string_view definition = json::member(entry, "definition");
  auto tool = std::make_shared<mcp::Tool>();
  tool->server = json::decode(json::member(entry, "server"));
  tool->native = json::decode(json::member(definition, "name"));
  if (tool->native.empty()) return nullptr;
  const std::string_view name = json::member(entry, "name");
  tool->exposed = name.empty() ? tool->server + "__" + tool->native : json::decode(name);
  tool->definition = file.slice(definition);
  tool->hints = mcp::read_tool(definition).hints;
  return tool;
}

}  // namespace

Result<std::vector<mcp::ToolPtr>> read_tool_snapshot(const std::filesystem::path& file) {
  CALLGATE_TRY(text, read_text_file(file));
  if (!json::valid(text)) return error(Errc::invalid, "this is no JSON");
  const Bytes bytes = Bytes::adopt(std::move(text));
  const std::string_view list = json::member(bytes.view(), "tools");
  if (list.empty() || json::type_of(list) != json::Type::array)
    return error(Errc::invalid, "this is no list of tools: there is no \"tools\"");
  std::vector<mcp::ToolPtr> tools;
  json::Elements walk(list);
  for (std::string_view entry; walk.next(entry);) {
    auto tool = tool_of(entry, bytes);
    if (!tool)
      return error(Errc::invalid, "entry " + std::to_string(tools.size() + 1) +
                                      " of \"tools\" has no \"definition\" with a \"name\"");
    tools.push_back(std::move(tool));
  }
  return tools;
}

}  // namespace callgate
