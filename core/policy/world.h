// What rules may ask about the world around the gateway.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/clock.h"

namespace callgate::policy {

// As it stands knows only what it is told; the gateway overrides what it can find out. Paths are absolute.
// Answers are cheap: they are asked for on the way of a call.
class World {
 public:
  World() = default;
  World(std::string home, std::string folder) : home_(std::move(home)), folder_(std::move(folder)) {}
  virtual ~World() = default;

  // What "~" stands for, and the gateway's own working directory; empty: not known.
  const std::string& home() const { return home_; }
  const std::string& folder() const { return folder_; }
  // What "${workspace}" stands for: the host's first root, else the working directory.
  virtual std::string workspace() const { return folder_; }
  // The working directory of a server.
  virtual std::string folder_of(std::string_view /*server*/) const { return folder_; }
  // Tells the programs apart that run under a server's name; empty: not known.
  virtual std::string program_of(std::string_view /*server*/) const { return {}; }
  // `path` without symbolic links, as far as it exists.
  virtual std::string real_path(std::string path) const { return path; }

  // The server beside `server` that has a tool of this name, exposed or its own; empty if none has, or if
  // `server` has one of the name itself.
  virtual std::string_view other_owner_of(std::string_view /*tool*/, std::string_view /*server*/) const {
    return {};
  }

  // "env.NAME" and "principal.NAME". The views live as long as the world.
  virtual std::optional<std::string_view> variable(std::string_view /*name*/) const { return std::nullopt; }
  virtual std::optional<std::string_view> principal(std::string_view /*name*/) const { return std::nullopt; }

  // How far clocks of a zone of the IANA database are ahead of UTC at that time; nothing if there is no such
  // zone.
  virtual std::optional<Millis> zone_offset(const std::string& zone, WallTime /*at*/) const {
    if (zone == "UTC") return Millis(0);
    return std::nullopt;
  }

  // Files and folders of the gateway itself (configuration, policies, state), absolute: nobody's business.
  virtual std::vector<std::string> own_paths() const { return {}; }

  // The number that a file holds and nothing else; nothing if it is not there or holds something else.
  virtual std::optional<double> number_in(const std::string& /*file*/) const { return std::nullopt; }

 private:
  std::string home_, folder_;
};

}  // namespace callgate::policy
