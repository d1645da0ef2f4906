// The owner of everything one gateway consists of, in the order in which it is built.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "core/base/clock.h"
#include "gateway/config.h"
#include "gateway/state/directory.h"
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

// The part of a configuration that the fleet and the catalog need; servers that are switched off are left
// out.
std::vector<struct Server> servers_of(const Config& config);

// Who calls: user id and profile, part of what an approval is bound to.
std::string principal_of(const Launch& launch);

}  // namespace callgate
