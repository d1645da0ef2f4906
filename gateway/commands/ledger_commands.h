// `callgate ledger …`: what calls came through, from all gateways that share the state directory.
#pragma once

#include <cstddef>
#include <string>

#include "gateway/commands/terminal.h"
#include "gateway/state/directory.h"

namespace callgate::commands {

// The newest `count` records, oldest first; with `follow` also those that come, until console.pause() says
// that it is enough. What is no record is named on stderr. JSON: one object per line, as recorded. Returns
// the exit code: 1 where there was something, and no record among it.
int ledger_tail(const state::Directory& directory, std::size_t count, bool follow, bool json,
                Console& console);

// Every record of one call, by its whole id or a beginning that no other call has. JSON: one object per line.
int ledger_show(const state::Directory& directory, const std::string& call, bool json, Console& console);

}  // namespace callgate::commands
