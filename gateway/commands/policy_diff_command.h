// `callgate policy diff A B`: what one policy says otherwise than another, and what that does to calls.
#pragma once

#include <filesystem>
#include <string>

#include "gateway/commands/terminal.h"

namespace callgate::commands {

struct PolicyDiffOptions {
  std::filesystem::path before, after;  // policy files, or configurations that name some
  std::string
      corpus;  // a test file, or a *.jsonl file of {"tool", "args"?, "meta"?, "profile"?, "at"?}; empty: none
  bool json = false;
  bool verbose = false;    // which calls changed
  bool exit_code = false;  // 1 if anything differs
};

// The calls of a test file keep their order, clock and answers; each line of a *.jsonl file is judged alone.
// The policy and the guards that see to its rules' obligations decide, and nothing is executed. Exit: 0; 1 if
// a file is invalid, or with `exit_code` if the policies differ or a call does.
int policy_diff(const PolicyDiffOptions& options, Console& console);

}  // namespace callgate::commands
