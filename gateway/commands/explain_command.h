// `callgate explain TOOL|CALL-ID|APPROVAL-ID`: why a call is decided as it is, or was.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "core/policy/world.h"
#include "gateway/commands/terminal.h"
#include "gateway/config.h"

namespace callgate::commands {

struct ExplainRequest {
  std::string what;  // a tool's name, a call's id ("8f3a61c2-17"), an approval's ("K7Q2-9F")
  std::optional<std::string> arguments;  // a JSON object; they count instead of what was recorded
  std::filesystem::path state_root;
  std::string principal;
  bool json = false;
};

// Every rule and every guard that was tried, in order, and the verdict; for a call or a held call first what
// was decided then, and what differs now. Nothing is executed. `config` was read with Launch::remarks. What
// comes back is check's exit code for a tool (0 allowed, 1 refused, 3 held), 0 for what was recorded; 1: not
// found, 2: arguments that are no JSON object, 4: no state directory.
int explain(const Config& config, std::shared_ptr<const policy::World> world, const Clock& clock,
            const ExplainRequest& request, Console& console);

}  // namespace callgate::commands
