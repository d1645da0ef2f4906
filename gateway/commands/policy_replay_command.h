// `callgate policy replay`: which decisions of the past another policy would have taken otherwise.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "core/policy/world.h"
#include "gateway/commands/terminal.h"
#include "gateway/config.h"

namespace callgate::commands {

struct ReplayRequest {
  std::filesystem::path state_root;  // tools, approvals, and the ledger if `ledger` names none
  std::filesystem::path ledger;      // a folder of records or one file; may be empty
  std::string since;                 // as for `report`
  std::string principal;
  std::string played;      // where the policy comes from, for people: "new.jsonc"
  bool verbose = false;    // with the calls' ids
  bool exit_code = false;  // 1 if a decision changes
  bool json = false;
};

// Plays what the ledger holds through `config`'s policy, run by run. Calls whose arguments nobody has kept
// are judged by their tools alone where the policy asks for no more; how many could not be judged is said.
// Exit: 0, 1 (see exit_code; there is no such ledger; or nothing in it is a record), 2 (`since` is no time),
// 4 (no state directory).
int policy_replay(const Config& config, std::shared_ptr<const policy::World> world, const Clock& clock,
                  const ReplayRequest& request, Console& console);

}  // namespace callgate::commands
