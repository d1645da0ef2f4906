// What is remembered of servers between runs, on the state directory: their lists, and the eras they speak.
#pragma once

#include <memory>
#include <optional>
#include <unordered_map>

#include "gateway/roster.h"
#include "gateway/state/catalog_cache.h"
#include "gateway/state/directory.h"
#include "gateway/state/disk_thread.h"
#include "gateway/state/era_memory.h"

namespace callgate {

// What an entry remembers; null if it was written for a revision that nobody knows.
std::shared_ptr<const mcp::Listing> listing_of(const state::CatalogEntry& entry);

// Reads at once, which costs a fraction of a millisecond per server; writes on the disk thread.
class ListMemory final : public CatalogStore {
 public:
  ListMemory(const state::Directory& directory, state::DiskThread& disk, const Clock& clock, Log& log);
  std::shared_ptr<const mcp::Listing> load(const Server& server,
                                           const mcp::Declaration& declaration) override;
  void save(const Server& server, const mcp::Declaration& declaration,
            std::shared_ptr<const mcp::Listing> listing) override;

 private:
  state::CatalogCache cache_;
  state::DiskThread& disk_;
  const Clock& clock_;
  Log& log_;
  bool pruned_ = false;
};

class EraFile final : public EraMemory {
 public:
  EraFile(const state::Directory& directory, state::DiskThread& disk, const Clock& clock);
  std::optional<mcp::Era> only(const Server& server) override;
  void remember(const Server& server, mcp::Era only) override;

 private:
  std::filesystem::path folder_;
  state::DiskThread& disk_;
  const Clock& clock_;
  std::optional<state::EraMemory> loaded_;
  std::unordered_map<std::string, mcp::Era> learned_;
};

}  // namespace callgate
