#include "gateway/memories.h"

#include "core/json/view.h"

namespace callgate {
namespace {

state::CatalogIdentity identity(const Server& server, const mcp::Declaration& declaration) {
  state::CatalogIdentity who;
  who.command = server.argv.empty() ? std::string() : server.argv.front();
  if (!server.argv.empty()) who.args.assign(server.argv.begin() + 1, server.argv.end());
  who.cwd = server.cwd;
  who.env = server.env;
  const mcp::Era leg = server.era.value_or(declaration.host_era);
  who.protocol = leg == mcp::Era::modern ? "modern" : "legacy";
  who.capabilities = declaration.capabilities;
  return who;
}

std::string era_key_of(const Server& server) {
  std::vector<std::string> args;
  if (!server.argv.empty()) args.assign(server.argv.begin() + 1, server.argv.end());
  return state::era_key(server.argv.empty() ? std::string() : server.argv.front(), args, server.cwd);
}

state::CatalogEntry entry_of(const std::string& server, const mcp::Listing& listing) {
  state::CatalogEntry entry;
  entry.server = server;
  entry.era =
      mcp::era_of(listing.facts.revision) == mcp::Era::modern ? state::Era::modern : state::Era::legacy;
  entry.protocol_version = mcp::to_string(listing.facts.revision);
  entry.server_info = Bytes::copy(listing.facts.server_info);
  entry.capabilities = Bytes::copy(listing.facts.capabilities);
  if (!listing.facts.instructions.empty())
    entry.instructions = Bytes::copy(json::quote(listing.facts.instructions));
  entry.tools = listing.of(mcp::ListKind::tools);
  entry.prompts = listing.of(mcp::ListKind::prompts);
  entry.resources = listing.of(mcp::ListKind::resources);
  entry.templates = listing.of(mcp::ListKind::templates);
  return entry;
}

}  // namespace

std::shared_ptr<const mcp::Listing> listing_of(const state::CatalogEntry& entry) {
  const auto revision = mcp::revision_named(entry.protocol_version);
  if (!revision) return nullptr;
  auto listing = std::make_shared<mcp::Listing>();
  listing->facts.revision = *revision;
  if (!entry.capabilities.empty()) listing->facts.capabilities = entry.capabilities.view();
  listing->facts.server_info = entry.server_info.view();
  listing->facts.instructions = json::decode(entry.instructions.view());
  listing->of(mcp::ListKind::tools) = entry.tools;
  listing->of(mcp::ListKind::prompts) = entry.prompts;
  listing->of(mcp::ListKind::resources) = entry.resources;
  listing->of(mcp::ListKind::templates) = entry.templates;
  return listing;
}

ListMemory::ListMemory(const state::Directory& directory, state::DiskThread& disk, const Clock& clock,
                       Log& log)
    : cache_(directory.catalog()), disk_(disk), clock_(clock), log_(log) {}

std::shared_ptr<const mcp::Listing> ListMemory::load(const Server& server,
                                                     const mcp::Declaration& declaration) {
  const auto entry = cache_.load(state::catalog_key(identity(server, declaration)));
  if (!entry) {
    if (entry.error().code != Errc::not_found) log_.warn("[" + server.name + "] " + to_string(entry.error()));
    return nullptr;
  }
  return listing_of(*entry);
}

void ListMemory::save(const Server& server, const mcp::Declaration& declaration,
                      std::shared_ptr<const mcp::Listing> listing) {
  const std::string key = state::catalog_key(identity(server, declaration));
  // Written out here: the listing's bytes belong to this thread.
  disk_.post([this, key, text = state::catalog_text(key, entry_of(server.name, *listing))] {
    (void)cache_.store(key, text);
    if (!std::exchange(pruned_, true)) cache_.prune(clock_.today());
  });
}

EraFile::EraFile(const state::Directory& directory, state::DiskThread& disk, const Clock& clock)
    : folder_(directory.catalog()), disk_(disk), clock_(clock) {}

std::optional<mcp::Era> EraFile::only(const Server& server) {
  const std::string key = era_key_of(server);
  if (const auto found = learned_.find(key); found != learned_.end()) return found->second;
  if (!loaded_) loaded_ = state::EraMemory::load(folder_);
  const auto era = loaded_->find(key);
  if (!era) return std::nullopt;
  return *era == state::Era::modern ? mcp::Era::modern : mcp::Era::legacy;
}

void EraFile::remember(const Server& server, mcp::Era only) {
  const std::string key = era_key_of(server);
  learned_[key] = only;
  const state::Era era = only == mcp::Era::modern ? state::Era::modern : state::Era::legacy;
  disk_.post([folder = folder_, key, era, now = clock_.today()] {
    (void)state::EraMemory::remember(folder, key, era, now);
  });
}

}  // namespace callgate
