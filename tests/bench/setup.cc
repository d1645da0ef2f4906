#include "setup.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <sstream>

namespace callgate::bench {
namespace {

namespace fs = std::filesystem;

// The SDK's own stdio reader gives up at 10 MiB.
constexpr std::size_t kSdkLargestResult = 8u << 20;

bool on_path(const std::string& program) {
  const char* path = std::getenv("PATH");
  std::istringstream folders(path ? path : "");
  for (std::string folder; std::getline(folders, folder, ':');) {
    if (fs::is_regular_file(fs::path(folder) / program)) return true;
  }
  return false;
}

void add_sdk(const Options& options, std::vector<Setup>& setups) {
  const fs::path folder = options.sources;
  if (!on_path("node")) {
    std::cerr << "sdk: left out, there is no node in PATH\n";
  } else if (!fs::is_directory(folder / "node_modules/@modelcontextprotocol/sdk")) {
    std::cerr << "sdk: left out, the SDK is not installed: npm ci --prefix " << folder.string() << "\n";
  } else {
    setups.push_back({"sdk", {"node", folder / "sdk_proxy.mjs"}, false, kSdkLargestResult});
  }
}

std::vector<std::string> with(std::vector<std::string> words, const std::vector<std::string>& more) {
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

}  // namespace

std::vector<Setup> find_setups(const Options& options) {
  std::vector<Setup> setups{{"direct", {}}, {"relay", {options.relay}}};
  if (options.callgate.empty()) {
    std::cerr << "off, guards: left out, no --callgate was given\n";
  } else {
    const std::string policy = fs::path(options.sources) / "guards.policy.jsonc";
    setups.push_back({"off", {options.callgate, "run", "--preset", "off"}, true});
    setups.push_back({"guards", {options.callgate, "run", "--policy", policy}, true});
  }
  add_sdk(options, setups);
  return setups;
}

std::vector<std::string> command_for_one(const Setup& setup, const std::string& state_dir,
                                         const std::string& server) {
  std::vector<std::string> command = setup.front;
  if (setup.gateway) command = with(command, {"--state-dir", state_dir, "--"});
  return with(command, {server, "--tools", std::to_string(kFleetToolsEach)});
}

std::string write_fleet(const std::string& folder, const std::string& server, bool grandchildren) {
  nlohmann::json servers = nlohmann::json::object();
  for (int i = 0; i < kFleetServers; ++i) {
    std::vector<std::string> args{"--tools", std::to_string(kFleetToolsEach), "--prefix", fleet_name(i)};
    if (grandchildren) args.push_back("--grandchild");
    servers[fleet_name(i)] = {{"command", server}, {"args", args}};
  }
  nlohmann::json config;
  config["version"] = 1;
  config["mcpServers"] = std::move(servers);
  const std::string path = folder + (grandchildren ? "/fleet_with_grandchildren.json" : "/fleet.json");
  std::ofstream(path) << config.dump(2) << "\n";
  return path;
}

std::vector<std::string> command_for_fleet(const Setup& setup, const std::string& state_dir,
                                           const std::string& config) {
  return with(setup.front, {"--state-dir", state_dir, "--config", config});
}

std::string fleet_name(int index) {
  return (index < 10 ? "u0" : "u") + std::to_string(index);
}

}  // namespace callgate::bench
