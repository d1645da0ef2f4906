// Which command does what: everything the program can do apart from `run`.
#pragma once

#include "core/base/clock.h"
#include "gateway/commands/terminal.h"
#include "gateway/words.h"
#include "upstreams/environment.h"

namespace callgate::commands {

// Does what `words` say and returns the exit code. The clock stamps decisions and says what has expired.
int run_command(Words& words, const Environ& environment, const Clock& clock, Console& console);

}  // namespace callgate::commands
