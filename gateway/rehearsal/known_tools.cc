#include "gateway/rehearsal/known_tools.h"

#include <map>

#include "core/mcp/names.h"
#include "gateway/gateway.h"
#include "gateway/memories.h"
#include "gateway/state/catalog_cache.h"

namespace callgate {
namespace {

namespace fs = std::filesystem;

std::map<std::string, std::shared_ptr<const mcp::Listing>> newest_listings(const fs::path& folder) {
  struct Newest {
    fs::file_time_type at;
    std::shared_ptr<const mcp::Listing> listing;
  };
  const state::CatalogCache cache(folder);
  std::map<std::string, Newest> newest;
  std::error_code ignored;
  for (const auto& file : fs::directory_iterator(folder, ignored)) {
    const auto entry = cache.load(file.path().stem().string());
    if (!entry) continue;
    const fs::file_time_type at = file.last_write_time(ignored);
    const auto known = newest.find(entry->server);
    if (known != newest.end() && at < known->second.at) continue;
    if (auto listing = listing_of(*entry)) newest[entry->server] = {at, std::move(listing)};
  }
  std::map<std::string, std::shared_ptr<const mcp::Listing>> listings;
  for (auto& [server, found] : newest) listings[server] = std::move(found.listing);
  return listings;
}

mcp::ToolPtr bare(std::string server, std::string native, std::string exposed) {
  auto tool = std::make_shared<mcp::Tool>();
  tool->server = std::move(server);
  tool->native = std::move(native);
  tool->exposed = std::move(exposed);
  tool->definition = Bytes::copy("{}");
  return tool;
}

// What stands before a server's own names; empty: nothing.
std::string prefix_of(const mcp::Owner& server) {
  return server.prefix.empty() ? std::string() : mcp::sanitised(server.prefix) + "__";
}

}  // namespace

KnownTools::KnownTools(const Config& config, const fs::path& state_root)
    : catalog_(owners_of(config), config.max_name_length) {
  const auto listings = newest_listings(state_root / "catalog");
  for (std::size_t i = 0; i < catalog_.servers(); ++i) {
    const auto found = listings.find(catalog_.owner(i).name);
    if (found == listings.end()) continue;
    catalog_.replace(i, found->second);
    catalog_.show(i, true);
  }
  catalog_.settle();
}

std::optional<std::vector<mcp::ToolPtr>> KnownTools::all() const {
  std::vector<mcp::ToolPtr> tools;
  bool asked = false;
  for (std::size_t i = 0; i < catalog_.servers(); ++i) asked = asked || catalog_.listing(i) != nullptr;
  if (!asked) return std::nullopt;
  for (const mcp::Offer& offer : catalog_.tools()) tools.push_back(offer.tool);
  return tools;
}

std::size_t KnownTools::owner_of(std::string_view exposed) const {
  std::size_t best = catalog_.servers(), length = 0;
  for (std::size_t i = 0; i < catalog_.servers(); ++i) {
    const std::string prefix = prefix_of(catalog_.owner(i));
    if (!exposed.starts_with(prefix) || (best != catalog_.servers() && prefix.size() <= length)) continue;
    best = i;
    length = prefix.size();
  }
  return best;
}

KnownTools::Found KnownTools::find(const std::string& exposed) const {
  if (const mcp::Offer* offer = catalog_.tool(exposed)) return {offer->tool, true, false, {}};
  const std::size_t none = catalog_.servers(), named = owner_of(exposed);
  // With one server there is no doubt whose tool is meant.
  const std::size_t owner = named == none && none == 1 ? 0 : named;
  Found found{bare("", exposed, exposed), false, false, {}};
  if (owner != none) {
    const mcp::Owner& server = catalog_.owner(owner);
    const std::size_t begin = named == none ? 0 : prefix_of(server).size();
    found.tool = bare(server.name, exposed.substr(begin), exposed);
  }
  found.unknown = none > 0 && (named == none || catalog_.listing(named) != nullptr);
  if (found.unknown) found.nearest = catalog_.nearest_tool(exposed);
  return found;
}

KnownTools::Found KnownTools::find(const std::string& server, const std::string& native,
                                   const std::string& exposed) const {
  const mcp::Offer* offer = catalog_.tool(exposed);
  if (offer && offer->tool->server == server) return {offer->tool, true, false, {}};
  return {bare(server, native, exposed), false, false, {}};
}

}  // namespace callgate
