// What of a ledger could not be read, said to people.
#pragma once

#include "gateway/commands/terminal.h"
#include "gateway/state/ledger_reader.h"

namespace callgate::commands {

// Names on stderr what `reader` has passed over since this was called last. Returns the exit code for a
// command that wanted nothing else: kNegative if there was something and no record among it, else kOk.
int tell_damage(state::LedgerReader& reader, Console& console);

}  // namespace callgate::commands
