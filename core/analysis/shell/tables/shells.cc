// Shells and what they understand themselves.
#include "core/analysis/shell/programs.h"
#include "core/analysis/shell/programs/specials.h"

namespace callgate::analysis::shell {
namespace {

constexpr Program kPrograms[] = {
    {.names =
         "sh|bash|zsh|dash|ksh|ksh93|mksh|ash|fish|csh|tcsh|rbash|yash|elvish|nu|xonsh|osh|oil|posh|rc|ion",
     .valued = "-o -O --rcfile --init-file",
     .rules = ": special",
     .wraps = 0,
     .special = judge_shell_program},
    {.names = "eval", .rules = ": special", .wraps = 0, .special = judge_eval},
    {.names = "source|.", .rules = ": special", .wraps = 0, .special = judge_source},
    {.names = "trap",
     .valued = {},
     .rules = "-l -p : read\n: special",
     .traits = kNoPaths,
     .special = judge_trap},
    {.names = "alias|abbr|function", .rules = ": special", .traits = kNoPaths, .special = judge_alias},
    {.names = "pwsh|powershell|powershell_ise",
     .valued = {},
     .rules = ": special",
     .traits = kWhole,
     .special = judge_powershell},
    {.names = "cmd",
     .rules = "/c /k /C /K /r : script 0\n#0 : exec opens a shell\n: exec",
     .traits = kSlashes},
};

}  // namespace

std::span<const Program> shell_programs() {
  return kPrograms;
}

}  // namespace callgate::analysis::shell
