// What rules of the policy may ask about the world, answered by this process.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "core/mcp/catalog.h"
#include "core/policy/world.h"
#include "gateway/config.h"
#include "gateway/time_zones.h"

namespace callgate {

// Looks at the file system only when a rule asks where a path leads. One thread.
class GuardWorld final : public policy::World {
 public:
  // `environment` is what "env.NAME" sees, and where HOME, USER and CALLGATE_AGENT stand; `principal` is user
  // id
  // + profile. Copies all it needs.
  GuardWorld(const Config& config, const std::map<std::string, std::string>& environment,
             std::string principal, std::string profile);

  // The host's first root once it is known (set_workspace), else the working directory.
  std::string workspace() const override { return workspace_.empty() ? folder() : workspace_; }
  void set_workspace(std::string folder) { workspace_ = std::move(folder); }
  std::string folder_of(std::string_view server) const override;
  // By the catalog of look_into(), which must outlive this.
  std::string_view other_owner_of(std::string_view tool, std::string_view server) const override;
  void look_into(const mcp::Catalog& catalog) { catalog_ = &catalog; }
  std::string program_of(std::string_view server) const override;
  std::string real_path(std::string path) const override;
  std::optional<double> number_in(const std::string& file) const override;
  // What was read as configuration and policy, and what own() adds.
  std::vector<std::string> own_paths() const override { return own_; }
  void own(const std::filesystem::path& path) { own_.push_back(std::filesystem::absolute(path).string()); }
  std::optional<std::string_view> variable(std::string_view name) const override;
  // "id", "profile", "user", and "agent": CALLGATE_AGENT, else the profile.
  std::optional<std::string_view> principal(std::string_view name) const override;
  std::optional<Millis> zone_offset(const std::string& zone, WallTime at) const override;

 private:
  using Texts = std::map<std::string, std::string, std::less<>>;
  Texts environment_, principal_, folders_, programs_;
  std::vector<std::string> own_;
  std::string workspace_;
  const mcp::Catalog* catalog_ = nullptr;
  mutable TimeZones zones_;
};

}  // namespace callgate
