#pragma once

#include <cstddef>
#include <string>

#include "control.h"

namespace callgate::test {

// Leaves a process behind that only waits. `kind`: "plain" (same group), "setsid" (a session of its own),
// "double_fork" (a session of its own and re-parented), "ignore_term" (same group, deaf to SIGTERM, SIGINT,
// SIGHUP). With `hold_pipes` it keeps this server's stdin and stdout open. Reports itself as a 'P' note.
// False: no such kind.
bool leave_process(const std::string& kind, bool hold_pipes, Control& control);

// `bytes` bytes of short lines.
std::string flood(std::size_t bytes);

// Makes this process deaf to SIGTERM, SIGINT and SIGHUP; whatever happens it ends by itself after some
// minutes.
void ignore_signals();

// The bytes spelled by hexadecimal digits.
std::string from_hex(const std::string& digits);

}  // namespace callgate::test
