// Commands written as one text, as in --server fs='npx -y some-server "/my files"'.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace callgate {

// The words of a command as a shell would split them: by blanks; '…' is literal; in "…" a backslash stands
// before ", \, $ and `; elsewhere it makes the next character ordinary. Nothing is expanded, and ; | & < >
// are ordinary characters, for no shell runs the command. Errors: an open quote, a final backslash.
Result<std::vector<std::string>> split_command(std::string_view text);

// NAME=COMMAND …
struct NamedCommand {
  std::string name;
  std::vector<std::string> words;  // at least one
};
Result<NamedCommand> parse_named_command(std::string_view text);

}  // namespace callgate
