// What the words of the command line say.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gateway/app.h"
#include "gateway/commands/policy_diff_command.h"
#include "gateway/commands/policy_fmt_command.h"
#include "gateway/commands/policy_lint_command.h"
#include "gateway/commands/policy_test_command.h"
#include "gateway/commands/terminal.h"

namespace callgate {

struct Words {
  RunOptions run;
  std::string command;  // "run", "approvals ls"
  std::string config, preset, tool, arguments = "{}", id, note, kind, since, server, ledger, out;
  std::optional<std::string> given_arguments;
  std::vector<std::string> policies, files;
  commands::PolicyTestOptions policy_test;
  commands::PolicyFmtOptions policy_fmt;
  commands::PolicyLintOptions policy_lint;
  commands::PolicyDiffOptions policy_diff;
  std::size_t count = 20;
  bool json = false, all = false, yes = false, follow = false, verbose = false, exit_code = false;
};

// Reads the words after the program's name. Help, the version and mistakes are printed: then the exit code
// comes back, and nothing is left to do.
std::optional<int> read_words(const std::vector<std::string>& arguments, Words& words,
                              commands::Console& console);

}  // namespace callgate
