// `callgate check TOOL`: one verdict, offline; nothing is executed and nothing is recorded.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "core/policy/world.h"
#include "gateway/commands/terminal.h"
#include "gateway/config.h"
#include "gateway/rehearsal/known_tools.h"

namespace callgate::commands {

// `arguments` is a JSON object as text. The verdict is the one that a running gateway would give to a first
// call: by all guards, with what is remembered of the tool's definition in the state directory (which may be
// missing: then the name alone is judged). `world` is what rules ask about; hooks are not run and count as
// agreeing. A tool that no server offers is judged by its name, and said to be unknown. Exit: 0 allow, 1
// deny, an unknown tool or an invalid file, 2 arguments that are no JSON object, 3 held, 4 the store cannot
// be read. JSON:
// {"tool","decision","guard","rule","code","reason","instead","also","wouldBe","listed","unknown"}, and for
// an invalid file {"error":…}.
int check(const Config& config, std::shared_ptr<const policy::World> world, const std::string& principal,
          const std::filesystem::path& state_root, const std::string& tool, const std::string& arguments,
          bool json, Console& console);

// Says on stderr that the gateway would refuse the tool's name, if it would.
void remark_unknown(const KnownTools::Found& found, Console& console);

}  // namespace callgate::commands
