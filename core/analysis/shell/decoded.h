// What programs that undo an encoding print: base64 hides from a reader what a command would ruin.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/analysis/shell/expansion.h"

namespace callgate::analysis::shell {

// What the program `words` prints if it reads `fed`: base64 -d, openssl base64 -d, xxd -r -p, rev.
// Nothing if it is another program, or reads a file.
std::optional<std::string> decoded_output(const std::vector<Argument>& words, std::string_view fed);

}  // namespace callgate::analysis::shell
