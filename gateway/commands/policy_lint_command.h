// `callgate policy lint FILE…`: what is probably wrong with a policy that can be read.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "gateway/commands/terminal.h"

namespace callgate::commands {

struct PolicyLintOptions {
  std::vector<std::filesystem::path> files;  // the layers of one policy, or a configuration
  std::string config;             // whose servers' tools are known; empty: a configuration among the files
  std::string tools;              // a snapshot; empty: tools.lock.json beside the first file, if it is there
  std::string format = "pretty";  // pretty, json, github
  std::string fail_on = "warning";  // note, warning, error, never
};

// Tools come from the snapshot, else from what the servers of the configuration listed last, else nobody
// knows them: then only what needs none is looked at, and it is said. Nothing is started. Exit: 0 nothing so
// bad as `fail_on` was found, 1 something was, or a file is invalid.
int policy_lint(const PolicyLintOptions& options, const std::filesystem::path& state_root,
                const std::map<std::string, std::string>& environment, const Clock& clock, Console& console);

}  // namespace callgate::commands
