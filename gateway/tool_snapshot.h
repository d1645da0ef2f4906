// Tools as they were once listed, in a file: tools.lock.json. With it policies are tested and checked where
// no server runs.
#pragma once

#include <filesystem>
#include <vector>

#include "core/base/result.h"
#include "core/mcp/tool.h"

namespace callgate {

// Reads {"tools": [{"server", "name", "definition"}, …]}: `name` is what hosts see, `definition` the server's
// own object; a missing `name` is server__tool. Other members are passed over. Errors: those of
// read_text_file; invalid for another form, with the number of the first entry that is none.
Result<std::vector<mcp::ToolPtr>> read_tool_snapshot(const std::filesystem::path& file);

}  // namespace callgate
