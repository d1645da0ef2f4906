// The tools that servers listed when a gateway last spoke with them, under the names hosts see.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/mcp/catalog.h"
#include "gateway/config.h"

namespace callgate {

class KnownTools {
 public:
  // Reads what is remembered in the state directory, which may be missing. Of several lists that a server
  // gave to different hosts the newest counts.
  KnownTools(const Config& config, const std::filesystem::path& state_root);

  struct Found {
    mcp::ToolPtr tool;    // what is listed, or else a bare tool of that name
    bool listed = false;  // its server listed it
    // The gateway would refuse the name: its server's list is known and lacks it, or it is no name of any
    // server's. Only where servers are configured.
    bool unknown = false;
    std::string nearest;  // of a tool that is unknown: one that is listed, with nearly that name; or empty
  };
  Found find(const std::string& exposed) const;
  // The same for a call that was recorded; the server and its own name for the tool are known.
  Found find(const std::string& server, const std::string& native, const std::string& exposed) const;
  // All that are listed; nothing if no server has listed anything yet.
  std::optional<std::vector<mcp::ToolPtr>> all() const;

 private:
  // The server whose prefix the name has, the longest of several; servers() if none has.
  std::size_t owner_of(std::string_view exposed) const;

  mcp::Catalog catalog_;
};

}  // namespace callgate
