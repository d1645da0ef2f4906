// The five ways to reach an upstream that are compared.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "options.h"

namespace callgate::bench {

struct Setup {
  std::string key;                        // direct, relay, off, guards, sdk
  std::vector<std::string> front;         // the command that stands before the upstream's
  bool gateway = false;                   // Callgate: takes a state directory and a configuration
  std::size_t largest_result = 1u << 30;  // bytes of text that it is asked to carry
};

// Those that can be measured here; why one is left out is said on stderr.
std::vector<Setup> find_setups(const Options& options);

// The command for one upstream behind the setup.
std::vector<std::string> command_for_one(const Setup& setup, const std::string& state_dir,
                                         const std::string& server);

// Twenty upstreams of 25 tools each behind a gateway: u00 to u19. The configuration is written into `folder`.
inline constexpr int kFleetServers = 20;
inline constexpr int kFleetToolsEach = 25;
std::string write_fleet(const std::string& folder, const std::string& server, bool grandchildren);
std::vector<std::string> command_for_fleet(const Setup& setup, const std::string& state_dir,
                                           const std::string& config);
// "u07": how the fleet's seventh server is called, and the first part of its tools' names.
std::string fleet_name(int index);

}  // namespace callgate::bench
