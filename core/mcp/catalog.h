// All servers' lists as the one list a host sees: names made unique, broken entries set aside one by one, and
// the way back from an exposed name or a URI to the server that owns it.
#pragma once

#include <array>
#include <boost/unordered/unordered_flat_map.hpp>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/json/scan.h"
#include "core/mcp/listing.h"
#include "core/mcp/tool.h"

namespace callgate::mcp {

// What the catalog has to know of a server before it has said anything.
struct Owner {
  std::string name;
  std::string prefix;  // empty: names stay as they are
  std::vector<std::string> include{"*"}, exclude;
  bool trusted = false;
};

// Something a host may ask for by its exposed name.
struct Offer {
  std::size_t server = 0;  // index of its owner
  std::string native, exposed;
  ToolPtr tool;  // only for tools
};

// An entry that is not shown, and why.
struct Quarantined {
  std::size_t server = 0;
  std::string what, why;
};

class Catalog {
 public:
  Catalog(std::vector<Owner> owners, std::size_t max_name_length);

  // Replaces what a server lists, and shows it. Takes effect with settle().
  void replace(std::size_t server, std::shared_ptr<const Listing> listing);
  // Shows or hides a server's entries in the lists. Names and URIs still lead to a hidden server, so that a
  // call to a server that is down can be answered with the reason.
  void show(std::size_t server, bool shown);
  // Merges what was replaced. Returns which of the lists hosts see are different now.
  struct Changed {
    bool tools = false, prompts = false, resources = false;
    explicit operator bool() const { return tools || prompts || resources; }
  };
  Changed settle();

  const Listing* listing(std::size_t server) const { return shelves_[server].listing.get(); }
  const Owner& owner(std::size_t server) const { return owners_[server]; }
  std::size_t servers() const { return owners_.size(); }

  const Offer* tool(std::string_view exposed) const;
  const Offer* prompt(std::string_view exposed) const;
  // The server that a URI belongs to: listed exactly, else seen in a result, else made by a template, else
  // the only server that has resources.
  std::optional<std::size_t> resource(std::string_view uri) const;
  // Only the first two ways: nothing that a list still to come could change.
  std::optional<std::size_t> known_resource(std::string_view uri) const;
  // The server that lists exactly this URI template, else the owner of a URI that looks like it.
  std::optional<std::size_t> template_owner(std::string_view uri_template) const;
  // A URI that a server's result named; bounded, the oldest are forgotten.
  void learn(std::string_view uri, std::size_t server);

  // The closest exposed name, for error messages; empty if none is close.
  std::string_view nearest_tool(std::string_view name) const;
  std::string_view nearest_prompt(std::string_view name) const;
  std::string nearest_resource(std::string_view uri) const;

  // The items of a merged list as hosts see them: servers in the order of the configuration, then each
  // server's own. `shows` decides per tool; null shows all.
  using Shows = bool (*)(const void* context, const Tool& tool);
  std::vector<std::string> items(ListKind kind, Shows shows = nullptr, const void* context = nullptr) const;

  const std::vector<Offer>& tools() const { return tools_.offers; }
  const std::vector<Offer>& prompts() const { return prompts_.offers; }
  const std::vector<Quarantined>& quarantined() const { return quarantined_; }

 private:
  // The entries of one server that passed, made once when its listing arrives.
  struct Entry {
    std::string native;
    Bytes raw;
    json::Span name;  // of the name's literal within raw
    Hints hints;
  };
  struct Shelf {
    std::shared_ptr<const Listing> listing;
    std::vector<Entry> tools, prompts;
    std::vector<Quarantined> quarantined;
    bool shown = false;
    bool stocked = true;  // the entries are those of the listing
  };
  // Looked up by views, without making a string.
  struct Hash {
    using is_transparent = void;
    using is_avalanching = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  using Index = boost::unordered_flat_map<std::string, std::size_t, Hash, std::equal_to<>>;
  struct Shown {
    std::vector<Offer> offers;
    std::vector<Entry> entries;  // beside offers
    Index index;
  };
  void stock(std::size_t server);
  void merge();
  void merge_named(std::vector<Entry> Shelf::*entries, Shown& shown, std::string_view what);

  std::vector<Owner> owners_;
  std::size_t max_name_length_;
  std::vector<Shelf> shelves_;
  Shown tools_, prompts_;
  std::unordered_map<std::string, std::size_t> uris_, learned_;
  std::vector<std::string> learned_ring_;
  std::size_t learned_next_ = 0;
  std::vector<Quarantined> quarantined_;
  std::array<std::size_t, 4> fingerprints_{};
};

}  // namespace callgate::mcp
