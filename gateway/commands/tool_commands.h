// `callgate tools …`: the merged catalog as a host would see it.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "gateway/commands/pin_commands.h"
#include "gateway/commands/terminal.h"

namespace callgate::commands {

// Starts a gateway with these options (those of `run`), asks it for its tools as a host does, and prints
// them. JSON: one array of the definitions, each with its "server" first. `state`: the state directory. Exit
// 4 if the gateway does not answer; its own words are on stderr.
int tools_ls(const std::vector<std::string>& run_options, const std::filesystem::path& state, bool json,
             Console& console);
// One tool's definition as its server gives it now, and whether it was accepted: by the lock file, if there
// is one, else by the store. Exit 1 if there is none of that name. JSON:
// {"name","server","tool","hash","pin":"approved|pending|changed|none","definition"}.
int tools_show(const PinWork& work, const std::string& name, const Clock& clock, Console& console);

}  // namespace callgate::commands
