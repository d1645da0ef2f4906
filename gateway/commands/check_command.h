// `callgate check TOOL`: one verdict, offline; nothing is executed and nothing is recorded.
#pragma once

#include <memory>
#include <string>

#include "core/policy/world.h"
#include "gateway/commands/terminal.h"
#include "gateway/config.h"
#include "gateway/state/directory.h"

namespace callgate::commands {

// `arguments` is a JSON object as text. What is known of the tool comes from the lists remembered in the
// state directory (which may be missing: then the name alone is judged). `world` is what rules ask about;
// hooks are not run and count as agreeing. Exit: 0 allow, 1 deny or an invalid file, 2 arguments that are no
// JSON object, 3 held. JSON:
// {"tool","decision","guard","rule","code","reason"}, and for an invalid file
// {"error":…}.
int check(const Config& config, std::shared_ptr<const policy::World> world, const std::string& principal,
          const std::string& state_root, const std::string& tool, const std::string& arguments, bool json,
          Console& console);

}  // namespace callgate::commands
