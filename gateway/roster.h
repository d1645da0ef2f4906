// Keeps the catalog in step with the servers: what they listed in an earlier run, what they list now, what is
// gone.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "core/mcp/catalog.h"
#include "core/mcp/envelope.h"
#include "upstreams/fleet.h"

namespace callgate {

class Session;
class CatalogStore;

class Roster final : public Upstream::Watcher {
 public:
  Roster(boost::asio::io_context& loop, mcp::Catalog& catalog, CatalogStore& store, Log& log);
  // The session is made after the fleet; both live as long as the gateway.
  void attach(Session& session) { session_ = &session; }

  // Puts the remembered lists into the catalog; before the fleet is started.
  void recall(Fleet& fleet, const mcp::Declaration& declaration);
  // Merges what is new at once, instead of a moment later with what else comes.
  void settle();
  void stop();

 private:
  void ready(Upstream& upstream) override;
  void listed(Upstream& upstream, mcp::ListKind changed) override;
  void fell(Upstream& upstream) override;
  void delivered(Upstream& upstream, const rpc::Message& message) override;
  void settle_soon();
  void report_quarantine();

  mcp::Catalog& catalog_;
  CatalogStore& store_;
  Log& log_;
  Session* session_ = nullptr;
  Timer timer_;
  bool dirty_ = false, timing_ = false, stopped_ = false;
  std::set<Upstream*> unsaved_;
  std::vector<std::string> reported_;
};

// The memory of lists between runs, on disk.
class CatalogStore {
 public:
  virtual ~CatalogStore() = default;
  // What this server listed when it was last told the same; null if nothing is known.
  virtual std::shared_ptr<const mcp::Listing> load(const Server& server,
                                                   const mcp::Declaration& declaration) = 0;
  virtual void save(const Server& server, const mcp::Declaration& declaration,
                    std::shared_ptr<const mcp::Listing> listing) = 0;
};

}  // namespace callgate
