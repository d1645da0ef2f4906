// How much a shell command risks, from 0 to 100.
#pragma once

#include "core/guard/shell_command.h"
#include "core/policy/knobs/risk.h"

namespace callgate::guard {

// By what it would do: looking costs what reading costs; removing whole folders or disks is worse than
// removing files, and worst where the folder is the machine's or somebody's home. A command nobody knows that
// calls itself "delete" counts as one that does.
std::int64_t risk_of(const ShellCommand& command, const policy::RiskKnobs::Base& base);

}  // namespace callgate::guard
