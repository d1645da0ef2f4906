// What the gateway is told to run: one server as the fleet needs to know it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/mcp/revision.h"

namespace callgate {

struct Server {
  std::string name;                        // key in the configuration
  std::vector<std::string> argv;           // as written; the program is looked up when it is started
  std::map<std::string, std::string> env;  // what the configuration adds
  std::string cwd;                         // empty: the gateway's own
  std::optional<mcp::Era> era;             // nothing: "auto"
  Millis start_timeout{30'000};
  Millis call_timeout{0};  // 0: none
  std::string problem;     // why it cannot be started at all; empty if it can
};

}  // namespace callgate
