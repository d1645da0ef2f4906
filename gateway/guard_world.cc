#include "gateway/guard_world.h"

#include <filesystem>
#include <fstream>
#include <system_error>

#include "gateway/program.h"

namespace callgate {
namespace {

std::string value_of(const std::map<std::string, std::string>& environment, const std::string& name) {
  const auto found = environment.find(name);
  return found == environment.end() ? std::string() : found->second;
}

std::string working_directory() {
  std::error_code ignored;
  return std::filesystem::current_path(ignored).string();
}

std::optional<std::string_view> found_in(const std::map<std::string, std::string, std::less<>>& texts,
                                         std::string_view name) {
  const auto found = texts.find(name);
  if (found == texts.end()) return std::nullopt;
  return found->second;
}

}  // namespace

GuardWorld::GuardWorld(const Config& config, const std::map<std::string, std::string>& environment,
                       std::string principal, std::string profile)
    : World(value_of(environment, "HOME"), working_directory()),
      environment_(environment.begin(), environment.end()) {
  for (const ServerConfig& server : config.servers) {
    const auto whole = (std::filesystem::path(folder()) / server.cwd).lexically_normal();
    if (!server.cwd.empty()) folders_[server.name] = whole.string();
    programs_[server.name] = callgate::program_of(server.command, server.args);
  }
  for (const std::filesystem::path& file : config.files) own(file);
  std::string agent = value_of(environment, "CALLGATE_AGENT");
  if (agent.empty()) agent = profile;
  for (auto& [name, value] : {std::pair<std::string, std::string>{"id", std::move(principal)},
                              {"profile", std::move(profile)},
                              {"user", value_of(environment, "USER")},
                              {"agent", std::move(agent)}}) {
    if (!value.empty()) principal_[name] = value;
  }
}

std::string GuardWorld::folder_of(std::string_view server) const {
  const auto found = folders_.find(server);
  return found == folders_.end() ? folder() : found->second;
}

std::string_view GuardWorld::other_owner_of(std::string_view tool, std::string_view server) const {
  std::string_view owner;
  if (!catalog_) return owner;
  for (const mcp::Offer& offer : catalog_->tools()) {
    if (offer.native != tool && offer.exposed != tool) continue;
    const std::string_view found = catalog_->owner(offer.server).name;
    if (found == server) return {};
    owner = found;
  }
  return owner;
}

std::string GuardWorld::program_of(std::string_view server) const {
  const auto found = programs_.find(server);
  return found == programs_.end() ? std::string() : found->second;
}

std::string GuardWorld::real_path(std::string path) const {
  std::error_code failed;
  const auto real = std::filesystem::weakly_canonical(path, failed);
  return failed ? path : real.string();
}

std::optional<double> GuardWorld::number_in(const std::string& file) const {
  std::ifstream stream(std::filesystem::path(folder()) / file);
  double number = 0;
  std::string more;
  if (!(stream >> number) || stream >> more) return std::nullopt;
  return number;
}

std::optional<std::string_view> GuardWorld::variable(std::string_view name) const {
  return found_in(environment_, name);
}

std::optional<std::string_view> GuardWorld::principal(std::string_view name) const {
  return found_in(principal_, name);
}

std::optional<Millis> GuardWorld::zone_offset(const std::string& zone, WallTime at) const {
  const TimeZone* const known = zones_.find(zone);
  if (!known) return std::nullopt;
  return known->offset_at(at);
}

}  // namespace callgate
