#include "core/mcp/catalog.h"

#include <functional>
#include <set>

#include "core/base/glob.h"
#include "core/json/edit.h"
#include "core/json/view.h"
#include "core/mcp/envelope.h"
#include "core/mcp/names.h"
#include "core/mcp/tool_definition.h"
#include "core/mcp/uri_template.h"

namespace callgate::mcp {
namespace {

constexpr std::size_t kLearned = 10'000;
constexpr std::string_view kListedTwice = "it is listed twice; the first one stands";

bool chosen(const Owner& owner, std::string_view native) {
  const auto any = [&](const std::vector<std::string>& patterns) {
    for (const std::string& pattern : patterns) {
      if (glob_matches(pattern, native)) return true;
    }
    return false;
  };
  return any(owner.include) && !any(owner.exclude);
}

// A server's entry loses what only the gateway may say.
void drop_own_meta(std::string_view raw, json::Edits& edits) {
  const std::string_view meta = json::member(raw, "_meta");
  if (json::type_of(meta) != json::Type::object) return;
  const auto ours = [](const json::Member& each) { return is_own_key(each.key); };
  json::change_members(raw, meta, ours, {}, edits);
}

std::string edited(std::string_view raw, json::Edits& edits) {
  if (edits.empty()) return std::string(raw);
  json::sort(edits);
  return json::apply(raw, edits);
}

// The entry as hosts see it: its exposed name in the place of the server's own, and no `execution`, which
// would promise tasks (MCP 2025-11-25, basic/utilities/tasks) that the gateway does not offer.
std::string shown_text(std::string_view raw, json::Span name, std::string_view native,
                       std::string_view exposed) {
  json::Edits edits;
  if (native != exposed) edits.push_back({name, json::quote(exposed)});
  json::drop_member(raw, raw, "execution", edits);
  drop_own_meta(raw, edits);
  return edited(raw, edits);
}

std::string shown_text(std::string_view raw) {
  json::Edits edits;
  drop_own_meta(raw, edits);
  return edited(raw, edits);
}

}  // namespace

Catalog::Catalog(std::vector<Owner> owners, std::size_t max_name_length)
    : owners_(std::move(owners)), max_name_length_(max_name_length), shelves_(owners_.size()) {
  settle();
}

void Catalog::replace(std::size_t server, std::shared_ptr<const Listing> listing) {
  Shelf& shelf = shelves_[server];
  shelf.listing = std::move(listing);
  shelf.shown = true;
  shelf.stocked = false;
}

void Catalog::show(std::size_t server, bool shown) {
  shelves_[server].shown = shown;
}

void Catalog::stock(std::size_t server) {
  Shelf& shelf = shelves_[server];
  shelf.stocked = true;
  shelf.tools.clear();
  shelf.prompts.clear();
  shelf.quarantined.clear();
  const std::shared_ptr<const Listing>& listing = shelf.listing;
  const Owner& owner = owners_[server];
  std::set<std::string> tools, prompts;
  for (const Bytes& raw : listing->of(ListKind::tools)) {
    Definition definition = read_tool(raw.view());
    const bool sound = definition.problem.empty();
    if (sound && !tools.insert(definition.name).second) definition.problem = kListedTwice;
    if (!definition.problem.empty()) {
      shelf.quarantined.push_back({server, "tool \"" + definition.name + "\"", definition.problem});
    } else if (chosen(owner, definition.name)) {
      shelf.tools.push_back({definition.name, raw, definition.name_at, definition.hints});
    }
  }
  for (const Bytes& raw : listing->of(ListKind::prompts)) {
    Definition definition = read_named(raw.view());
    const bool sound = definition.problem.empty();
    if (sound && !prompts.insert(definition.name).second) definition.problem = kListedTwice;
    if (!definition.problem.empty()) {
      shelf.quarantined.push_back({server, "prompt \"" + definition.name + "\"", definition.problem});
    } else {
      shelf.prompts.push_back({definition.name, raw, definition.name_at, {}});
    }
  }
}

void Catalog::merge() {
  for (std::size_t server = 0; server < shelves_.size(); ++server) {
    if (!shelves_[server].stocked) stock(server);
  }
  quarantined_.clear();
  for (const Shelf& shelf : shelves_) {
    quarantined_.insert(quarantined_.end(), shelf.quarantined.begin(), shelf.quarantined.end());
  }
  merge_named(&Shelf::tools, tools_, "tool");
  merge_named(&Shelf::prompts, prompts_, "prompt");
  for (std::size_t i = 0; i < tools_.offers.size(); ++i) {
    Offer& offer = tools_.offers[i];
    const Entry& entry = tools_.entries[i];
    auto tool = std::make_shared<Tool>();
    tool->server = owners_[offer.server].name;
    tool->native = offer.native;
    tool->exposed = offer.exposed;
    tool->definition = entry.raw;
    tool->hints = entry.hints;
    tool->trusted = owners_[offer.server].trusted;
    offer.tool = std::move(tool);
  }
  uris_.clear();
  for (std::size_t server = 0; server < shelves_.size(); ++server) {
    if (!shelves_[server].listing) continue;
    for (const Bytes& raw : shelves_[server].listing->of(ListKind::resources)) {
      // Two servers may list one URI: the first in the configuration answers for it.
      uris_.try_emplace(json::decode(json::member(raw.view(), "uri")), server);
    }
  }
}

void Catalog::merge_named(std::vector<Entry> Shelf::*entries, Shown& shown, std::string_view what) {
  shown = {};
  // First what every name would be, then a suffix for those that came out alike within one prefix.
  std::unordered_map<std::string, int> wanted;
  for (std::size_t server = 0; server < shelves_.size(); ++server) {
    for (const Entry& entry : shelves_[server].*entries) {
      ++wanted[exposed_name(owners_[server].prefix, entry.native, max_name_length_)];
    }
  }
  for (std::size_t server = 0; server < shelves_.size(); ++server) {
    const Owner& owner = owners_[server];
    for (const Entry& entry : shelves_[server].*entries) {
      std::string exposed = exposed_name(owner.prefix, entry.native, max_name_length_);
      if (wanted[exposed] > 1 && !owner.prefix.empty()) {
        exposed = suffixed_name(owner.prefix, entry.native, max_name_length_);
      }
      const auto [place, fresh] = shown.index.try_emplace(exposed, shown.offers.size());
      if (!fresh) {
        const Offer& first = shown.offers[place->second];
        quarantined_.push_back({server, std::string(what) + " \"" + entry.native + "\"",
                                "server \"" + owners_[first.server].name + "\" already offers \"" + exposed +
                                    "\" (its \"" + first.native + "\"); give server \"" + owner.name +
                                    "\" a prefix of its own"});
        continue;
      }
      shown.offers.push_back({server, entry.native, std::move(exposed), nullptr});
      shown.entries.push_back(entry);
    }
  }
}

Catalog::Changed Catalog::settle() {
  merge();
  const auto changed = [&](ListKind kind) {
    std::size_t print = 0;
    for (const std::string& item : items(kind))
      print = print * 1099511628211u + std::hash<std::string>{}(item) + 1;
    std::size_t& known = fingerprints_[static_cast<std::size_t>(kind)];
    return std::exchange(known, print) != print;
  };
  Changed result;
  result.tools = changed(ListKind::tools);
  result.prompts = changed(ListKind::prompts);
  const bool resources = changed(ListKind::resources), templates = changed(ListKind::templates);
  result.resources = resources || templates;
  return result;
}

const Offer* Catalog::tool(std::string_view exposed) const {
  const auto found = tools_.index.find(exposed);
  return found == tools_.index.end() ? nullptr : &tools_.offers[found->second];
}

const Offer* Catalog::prompt(std::string_view exposed) const {
  const auto found = prompts_.index.find(exposed);
  return found == prompts_.index.end() ? nullptr : &prompts_.offers[found->second];
}

std::optional<std::size_t> Catalog::known_resource(std::string_view uri) const {
  const std::string key(uri);
  if (const auto listed = uris_.find(key); listed != uris_.end()) return listed->second;
  if (const auto seen = learned_.find(key); seen != learned_.end()) return seen->second;
  return std::nullopt;
}

std::optional<std::size_t> Catalog::resource(std::string_view uri) const {
  if (const auto known = known_resource(uri)) return known;
  std::optional<std::size_t> only;
  std::size_t owners = 0;
  for (std::size_t server = 0; server < shelves_.size(); ++server) {
    const Listing* listing = shelves_[server].listing.get();
    if (!listing || !listing->facts.has("resources")) continue;
    for (const Bytes& raw : listing->of(ListKind::templates)) {
      if (matches_template(json::decode(json::member(raw.view(), "uriTemplate")), uri)) return server;
    }
    only = server;
    ++owners;
  }
  return owners == 1 ? only : std::nullopt;
}

std::optional<std::size_t> Catalog::template_owner(std::string_view uri_template) const {
  for (std::size_t server = 0; server < shelves_.size(); ++server) {
    if (!shelves_[server].listing) continue;
    for (const Bytes& raw : shelves_[server].listing->of(ListKind::templates)) {
      if (json::equals(json::member(raw.view(), "uriTemplate"), uri_template)) return server;
    }
  }
  return resource(uri_template);
}

void Catalog::learn(std::string_view uri, std::size_t server) {
  const auto [place, fresh] = learned_.insert_or_assign(std::string(uri), server);
  if (!fresh) return;
  if (learned_ring_.size() < kLearned) {
    learned_ring_.push_back(place->first);
    return;
  }
  learned_.erase(learned_ring_[learned_next_]);
  learned_ring_[learned_next_] = std::string(uri);
  learned_next_ = (learned_next_ + 1) % kLearned;
}

namespace {

std::string_view nearest_of(std::string_view name, const std::vector<Offer>& offers) {
  std::vector<std::string_view> names;
  for (const Offer& offer : offers) names.push_back(offer.exposed);
  // A host that knows the server's own name means it.
  for (const Offer& offer : offers) {
    if (offer.native == name) return offer.exposed;
  }
  return nearest(name, names);
}

}  // namespace

std::string_view Catalog::nearest_tool(std::string_view name) const {
  return nearest_of(name, tools_.offers);
}
std::string_view Catalog::nearest_prompt(std::string_view name) const {
  return nearest_of(name, prompts_.offers);
}

std::string Catalog::nearest_resource(std::string_view uri) const {
  std::vector<std::string_view> names;
  for (const auto& [known, server] : uris_) names.push_back(known);
  return std::string(nearest(uri, names));
}

std::vector<std::string> Catalog::items(ListKind kind, Shows shows, const void* context) const {
  std::vector<std::string> texts;
  if (kind == ListKind::tools || kind == ListKind::prompts) {
    const Shown& shown = kind == ListKind::tools ? tools_ : prompts_;
    for (std::size_t i = 0; i < shown.offers.size(); ++i) {
      const Offer& offer = shown.offers[i];
      if (!shelves_[offer.server].shown) continue;
      if (shows && offer.tool && !shows(context, *offer.tool)) continue;
      const Entry& entry = shown.entries[i];
      texts.push_back(shown_text(entry.raw.view(), entry.name, entry.native, offer.exposed));
    }
    return texts;
  }
  for (const Shelf& shelf : shelves_) {
    if (!shelf.shown || !shelf.listing) continue;
    for (const Bytes& raw : shelf.listing->of(kind)) texts.push_back(shown_text(raw.view()));
  }
  return texts;
}

}  // namespace callgate::mcp
