// `callgate policy test FILE…`: the cases of test files, played against the policies they name.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "gateway/commands/terminal.h"

namespace callgate::commands {

struct PolicyTestOptions {
  std::vector<std::filesystem::path> files;
  std::string format = "pretty";  // pretty, tap, junit, json, github
  bool verbose = false;           // pretty: cases that passed too
  bool coverage = false;          // fail below the coverage a file demands, and say what was never used
  bool whole_chain = false;       // all guards, not only the policy and what its rules demands
  bool update = false;            // write what cases get into what they expect
};

// Nothing is executed, no server is needed, and hooks count as agreeing. With `update` a file is written in
// one step, if it can be read and something changes; comments stay, every change is named, and the report is
// that of the new text. Exit: 0 all passed, 1 some failed or a file is invalid.
int policy_test(const PolicyTestOptions& options, Console& console);

}  // namespace callgate::commands
