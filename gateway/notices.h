// Tells hosts that a list has changed: gathered for a moment, and only when the merged list really is different.
#pragma once

#include <boost/asio/steady_timer.hpp>
#include <set>
#include <string>
#include <vector>

#include "core/mcp/catalog.h"
#include "gateway/request.h"

namespace callgate {

class Session;

// An open subscriptions/listen of a modern host. MCP 2026-07-28, basic/utilities/subscriptions.
struct Listen {
  RequestPtr request;   // stays in flight while it listens
  bool tools = false, prompts = false, resources = false;
  std::set<std::string> uris;
};

class Notices {
 public:
  explicit Notices(Session& session);
  void changed(const mcp::Catalog::Changed& changed);
  // A legacy host that has just finished its handshake may be told now.
  void host_ready();

  void add(Listen listen);
  // Ends the listen with this request; false if there is none.
  bool remove(const HostRequest& request);
  const std::vector<Listen>& listens() const { return listens_; }
  // {"_meta":{"io.modelcontextprotocol/subscriptionId":<id>}} members for one listen.
  static std::string tag(const Listen& listen);
  void stop() { timer_.cancel(); }

 private:
  void tell();
  Session& session_;
  boost::asio::steady_timer timer_;
  mcp::Catalog::Changed waiting_;
  bool timing_ = false;
  std::vector<Listen> listens_;
};

}  // namespace callgate
