// What programs that undo an encoding print, so that a command hidden in base64 is judged like any other.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/analysis/shell/expansion.h"

namespace callgate::analysis::shell {

// What the program `words` prints if it reads `fed`: base64 -d, openssl base64 -d, xxd -r -p, rev, cat.
// Nothing if it is another program, or reads a file.
std::optional<std::string> decoded_output(const std::vector<Argument>& words, std::string_view fed);

}  // namespace callgate::analysis::shell
