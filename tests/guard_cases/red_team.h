// The ruleset by which edictum tests its sandbox. Its cases name it by its file and do not spell it out.
#pragma once

namespace callgate::guard_cases {

// Folders, programs and hosts of a workshop agent, in edictum's YAML.
extern const char* const kRedTeamRuleset;

}  // namespace callgate::guard_cases
