// Tools as they were once listed, in a file: tools.lock.json. With it policies are tested and checked where
// no server runs.
#pragma once

#include <filesystem>
#include <vector>

#include "core/base/result.h"
#include "core/mcp/tool.h"

namespace callgate {

// The tools of a lock file, whose form gateway/tool_lock describes. Errors: those of read_text_file; invalid
// for another form, with the first place that is wrong.
Result<std::vector<mcp::ToolPtr>> read_tool_snapshot(const std::filesystem::path& file);

}  // namespace callgate
