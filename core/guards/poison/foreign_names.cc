#include "core/guards/poison/foreign_names.h"

#include "core/analysis/byte_set.h"
#include "core/json/outline.h"

namespace callgate::guard {
namespace {

using analysis::kWord;
using analysis::run_end;

// The first name in a text that another server's tool has, and that server; both empty if there is none.
std::pair<std::string_view, std::string_view> find(std::string_view text, const std::string& server,
                                                   const policy::World& world) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::size_t end = run_end(text, at, kWord);
    const std::string_view name = text.substr(at, end - at);
    if (name.find_first_of("_-") != name.npos) {
      const std::string_view owner = world.other_owner_of(name, server);
      if (!owner.empty()) return {name, owner};
    }
    at = end;
  }
  return {};
}

}  // namespace

std::string foreign_tool_in(const mcp::Tool& tool, const policy::World& world) {
  const json::Outline definition(tool.definition.view());
  for (const json::Entry& entry : definition) {
    if (entry.type != json::Type::string || (entry.key != "description" && entry.key != "title")) continue;
    const auto [name, owner] = find(entry.text, tool.server, world);
    if (!name.empty()) return std::string(name) + " of the server " + std::string(owner);
  }
  return {};
}

}  // namespace callgate::guard
