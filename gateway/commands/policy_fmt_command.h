// `callgate policy fmt FILE…`: JSONC files in one form.
#pragma once

#include <filesystem>
#include <vector>

#include "gateway/commands/terminal.h"

namespace callgate::commands {

struct PolicyFmtOptions {
  std::vector<std::filesystem::path> files;
  bool check = false;      // write nothing, name what would change
  bool diff = false;       // write nothing, show it
  bool to_stdout = false;  // write nothing, print every file as it would be
};

// Any JSONC: comments, the order of keys and the spelling of values stay. A file is written only if something
// changes, in one step. Exit: 0; 1 if a file cannot be read or written, or with `check` and `diff` if one
// would change.
int policy_fmt(const PolicyFmtOptions& options, Console& console);

}  // namespace callgate::commands
