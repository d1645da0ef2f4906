// Tells hosts that a list has changed: gathered for a moment, and only when it differs from what they were
// given last.
#pragma once

#include <array>
#include <initializer_list>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/mcp/catalog.h"
#include "gateway/request.h"
#include "upstreams/timer.h"

namespace callgate {

class Session;

// An open subscriptions/listen of a modern host. MCP 2026-07-28, basic/utilities/subscriptions.
struct Listen {
  RequestPtr request;  // stays in flight while it listens
  bool tools = false, prompts = false, resources = false;
  std::set<std::string> uris;
};

class Notices {
 public:
  explicit Notices(Session& session);
  void changed(const mcp::Catalog::Changed& changed);
  // The host was given this list: from now on it is told when the list differs from these items.
  void served(mcp::ListKind kind, const std::vector<std::string>& items);
  // A legacy host that has just finished its handshake may be told now.
  void host_ready();

  // The listen hears of changes against what was served before, or else against the lists as they are now.
  void add(Listen listen);
  // Ends the listen with this request; false if there is none.
  bool remove(const HostRequest& request);
  const std::vector<Listen>& listens() const { return listens_; }
  // {"_meta":{"io.modelcontextprotocol/subscriptionId":<id>}} members for one listen.
  static std::string tag(const Listen& listen);
  void stop() { timer_.cancel(); }

 private:
  void wait();
  void tell();
  // Whether a list differs from what the host knows; `later`: that cannot be said before all lists have come.
  enum class News : std::uint8_t { none, some, later };
  News news_of(mcp::ListKind kind, bool listened);
  void tell_of(bool& changed, std::initializer_list<mcp::ListKind> kinds, bool Listen::*wants,
               std::string_view method);
  Session& session_;
  Timer timer_;
  mcp::Catalog::Changed waiting_;
  bool timing_ = false;
  std::vector<Listen> listens_;
  // What the host knows of each list: what it was served, or told to have changed to. Nothing: it never
  // asked.
  std::array<std::optional<std::size_t>, 4> known_;
};

}  // namespace callgate
