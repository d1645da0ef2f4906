#include "gateway/catalog_tools.h"

#include <map>

#include "core/mcp/catalog.h"
#include "gateway/state/catalog_cache.h"

namespace callgate {

std::optional<std::vector<mcp::ToolPtr>> remembered_tools(const Config& config,
                                                          const std::filesystem::path& state_root) {
  const std::filesystem::path folder = state_root / "catalog";
  const state::CatalogCache cache(folder);
  std::map<std::string, std::pair<std::filesystem::file_time_type, state::CatalogEntry>> newest;
  std::error_code ignored;
  for (const auto& file : std::filesystem::directory_iterator(folder, ignored)) {
    auto entry = cache.load(file.path().stem().string());
    if (!entry) continue;
    const auto at = file.last_write_time(ignored);
    const auto known = newest.find(entry->server);
    if (known == newest.end() || known->second.first < at) newest[entry->server] = {at, std::move(*entry)};
  }
  std::vector<mcp::Owner> owners;
  for (const ServerConfig& server : config.servers) {
    if (!server.disabled)
      owners.push_back(
          {server.name, server.prefix, server.include, server.exclude, server.trust_annotations});
  }
  mcp::Catalog catalog(owners, config.max_name_length);
  bool any = false;
  for (std::size_t i = 0; i < owners.size(); ++i) {
    const auto found = newest.find(owners[i].name);
    if (found == newest.end()) continue;
    auto listing = std::make_shared<mcp::Listing>();
    listing->of(mcp::ListKind::tools) = found->second.second.tools;
    catalog.replace(i, std::move(listing));
    catalog.show(i, true);
    any = true;
  }
  if (!any) return std::nullopt;
  catalog.settle();
  std::vector<mcp::ToolPtr> tools;
  for (const mcp::Offer& offer : catalog.tools()) tools.push_back(offer.tool);
  return tools;
}

}  // namespace callgate
