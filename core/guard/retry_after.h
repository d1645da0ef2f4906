// How long a message asks to wait.
#pragma once

#include <optional>
#include <string_view>

#include "core/base/clock.h"

namespace callgate::guard {

// "retry in 1s", "Retry-After: 2", "try again in 20 seconds", "retryAfterMs: 500", "wait 2 minutes": the
// first such time in the first kilobytes; a number alone is seconds (RFC 9110, section 10.2.3).
std::optional<Millis> stated_wait(std::string_view message);

}  // namespace callgate::guard
