// The tools that the servers of a configuration listed when a gateway last spoke with them.
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "core/mcp/tool.h"
#include "gateway/config.h"

namespace callgate {

// Under the names hosts see, from the catalog cache in the state directory. Of several lists that a server
// gave the newest counts. Nothing if no server has listed anything yet.
std::optional<std::vector<mcp::ToolPtr>> remembered_tools(const Config& config,
                                                          const std::filesystem::path& state_root);

}  // namespace callgate
