// `callgate servers …`: how the running gateways' servers are.
#pragma once

#include <string>

#include "gateway/commands/terminal.h"
#include "gateway/state/directory.h"

namespace callgate::commands {

// Every server of every gateway that runs on this state directory. JSON: one array. Exit 4 when no gateway
// runs.
int servers_ls(const state::Directory& directory, bool json, Console& console);
// Starts a server anew in every gateway that has it. Exit 1 if none has.
int servers_restart(const state::Directory& directory, const std::string& name, Console& console);

}  // namespace callgate::commands
