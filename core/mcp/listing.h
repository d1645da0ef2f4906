// What one server told of itself: facts from the handshake and the items of its four lists, byte for byte.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/bytes.h"
#include "core/mcp/revision.h"

namespace callgate::mcp {

enum class ListKind : std::uint8_t { tools, prompts, resources, templates };
inline constexpr std::array<ListKind, 4> kListKinds{ListKind::tools, ListKind::prompts, ListKind::resources,
                                                    ListKind::templates};

// The list's method, the result member that holds its items, and the capability a server declares to have it.
std::string_view list_method(ListKind kind);
std::string_view list_member(ListKind kind);
std::string_view list_capability(ListKind kind);

struct Facts {
  Revision revision = kNewestLegacy;
  std::string capabilities = "{}";  // raw JSON object
  std::string server_info;          // raw JSON object or empty
  std::string instructions;         // text, decoded; empty if none
  bool has(std::string_view capability) const;
  // capabilities.<capability>.<flag> is true.
  bool has(std::string_view capability, std::string_view flag) const;
};

struct Listing {
  Facts facts;
  std::array<std::vector<Bytes>, 4> items;  // raw JSON objects, in the server's own order
  std::vector<Bytes>& of(ListKind kind) { return items[static_cast<std::size_t>(kind)]; }
  const std::vector<Bytes>& of(ListKind kind) const { return items[static_cast<std::size_t>(kind)]; }
};

}  // namespace callgate::mcp
