// The gateway as a program: between the process's own pipes, on the machine's clock, ended by signals.
#pragma once

#include <map>
#include <string>

#include "gateway/config.h"
#include "upstreams/launcher.h"

namespace callgate {

struct RunOptions {
  Launch launch;
  std::string state_dir;  // --state-dir, may be empty
  std::string log_level = "info", log_file;
};

// Runs the stdio gateway until the host goes or a signal comes. Returns the exit code: 0 after end of file
// and SIGTERM, 130 after SIGINT, 1 for a configuration that is wrong. `launcher` was started before anything
// else in the process.
int run_gateway(const RunOptions& options, Launcher launcher,
                const std::map<std::string, std::string>& environment);

// Who calls: user id and profile, part of what an approval is bound to.
std::string principal_of(const Launch& launch);

}  // namespace callgate
