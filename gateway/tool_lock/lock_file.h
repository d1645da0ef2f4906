// tools.lock.json: the tools of a configuration as a person accepted them, in a form for version control.
// README.md describes it.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/config/check.h"

namespace callgate::tool_lock {

inline constexpr std::string_view kFileName = "tools.lock.json";

struct LockedTool {
  std::string server, tool;  // the key in the configuration, the server's own name of the tool
  std::string name;          // as hosts know it
  std::string hash;          // guard::pin_digest
  std::string definition;    // guard::pinned_part, raw JSON
};

// In the order of the file.
using ToolLock = std::vector<LockedTool>;

// Reads a whole text. `version` and each tool's `name` and `hash` may be left out; a hash that does not
// belong to its definition is an error, so that nobody accepts what was changed by hand unseen. Nothing comes
// back if there are errors.
std::optional<ToolLock> read_lock(const config::SourcePtr& source, config::Findings& found);
// The same from a file; a file that is not there is an error, too.
std::optional<ToolLock> read_lock_file(const std::filesystem::path& file, config::Findings& found);

// The text of a lock file: tools by server and name, members by name, two spaces deep, a newline at the end.
// The same tools make the same text, whatever order and spelling their servers used.
std::string lock_text(ToolLock tools);

// The same value as `json` (valid), laid out like that, `indent` spaces deep; characters that nobody sees are
// escaped.
std::string laid_out(std::string_view json, std::size_t indent = 0);

}  // namespace callgate::tool_lock
