// `callgate tools lock|diff|approve`: which definitions of tools were accepted, and which are not.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "gateway/commands/terminal.h"

namespace callgate::commands {

// What the three share.
struct PinWork {
  std::vector<std::string> run_options;  // of a gateway that says what servers offer now
  bool can_ask = false;                  // they name a server, or a configuration
  std::filesystem::path state;           // the state directory
  std::filesystem::path lock;            // the lock file beside the configuration; empty: no configuration
  bool json = false;
};

// Writes what the servers offer now to `out`, else to `work.lock`. Exit 5 if a server did not come: nothing
// is written then. JSON: {"file","tools","servers"}.
int tools_lock(const PinWork& work, const std::filesystem::path& out, Console& console);

// What is offered and not accepted: against the lock file, if there is one, else what waits in the store,
// after the servers were asked where `can_ask`. Exit 1 if anything is different, 0 if nothing is. With
// `names` (patterns of names as hosts know them) only these. JSON: one array.
int tools_diff(const PinWork& work, const std::vector<std::string>& names, Console& console);

// Accepts what is offered, of these names or, without any, all: shows it and asks, unless `yes`. With a lock
// file the file is written anew, else the store; running gateways are told. Exit 1 if nothing of a name
// waits, or the person said no. JSON: one array of {"name","server","hash"}.
int tools_approve(const PinWork& work, const std::vector<std::string>& names, bool yes, const Clock& clock,
                  Console& console);

}  // namespace callgate::commands
