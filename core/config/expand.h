// Variables in what starts a server: ${VAR}, ${env:VAR}, ${VAR:-default}, ${workspace}.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace callgate::config {

// Where the values come from; must outlive the call it is passed to.
struct Variables {
  const std::map<std::string, std::string>& environment;
  std::string workspace;  // the gateway's working directory
};

// `text` with every ${…} replaced, once: what a value itself contains is not looked at again. A default
// stands in for a variable that is missing or empty, and ends at the first '}'. `$NAME` without braces is
// left alone. An error names the variable and what to do.
Result<std::string> expand(std::string_view text, const Variables& variables);

}  // namespace callgate::config
