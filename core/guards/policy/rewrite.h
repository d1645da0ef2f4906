// The obligation "rewrite": arguments brought within bounds, left out, or set.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/policy/obligations.h"

namespace callgate::guard {

// `arguments` (a JSON object) after `rule`; nothing if it is so already. What is not named stays byte for
// byte. An error where a value is no number, or where a key is written in two ways.
Result<std::optional<std::string>> rewritten(const policy::RewriteRule& rule, std::string_view arguments);

}  // namespace callgate::guard
