// Who wants to hear of which resource, on either side, and the requests that make servers tell.
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/rpc/message.h"
#include "gateway/notices.h"
#include "upstreams/upstream.h"

namespace callgate {

class Session;

class Subscriptions {
 public:
  explicit Subscriptions(Session& session);
  ~Subscriptions();

  // A legacy host's own subscription, after its server has agreed.
  void host_wants(std::size_t upstream, const std::string& uri);
  void host_leaves(std::size_t upstream, const std::string& uri);
  // A modern host's listen came or went: servers are told what they did not know.
  void listens_changed();
  // The server (re)started: it is told again all that is wanted of it.
  void replay(Upstream& upstream);
  // A server says that a resource has changed.
  void updated(Upstream& upstream, const rpc::Message& message);

 private:
  class Listening;  // our subscriptions/listen at a modern server
  struct Side {
    std::set<std::string> host;  // a legacy host's
    std::set<std::string> told;  // what the server was asked to report
    std::unique_ptr<Listening> listening;
  };
  std::optional<std::size_t> owner_of(const std::string& uri) const;
  std::set<std::string> wanted(std::size_t upstream) const;
  void bring_up_to_date(Upstream& upstream);
  void tell_legacy(Upstream& upstream, std::string_view method, const std::string& uri);
  void tell_modern(Upstream& upstream);

  Session& session_;
  std::unordered_map<std::size_t, Side> sides_;
};

}  // namespace callgate
