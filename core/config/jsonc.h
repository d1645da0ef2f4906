// JSON with comments and trailing commas, read into a tree in which every key and value knows its place.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/config/report.h"

namespace callgate::config {

enum class Type : std::uint8_t { null, boolean, number, string, list, object };
// "a list", "true or false", "null": for messages.
std::string_view to_string(Type type);

struct Member;

// One value. Owns all below it.
struct Node {
  Type type = Type::null;
  Place place;
  bool truth = false;
  std::string text;             // a string decoded, or a number as it was spelled
  std::vector<Node> items;      // of a list
  std::vector<Member> members;  // of an object, in the order of the file; no key twice

  // The value under `key`, or nullptr, also if this is no object. Lives as long as this node.
  const Node* find(std::string_view key) const;
};

struct Member {
  std::string key;
  Place place;  // of the key
  Node value;
};

inline constexpr int kMaxDepth = 64;

// Reads a whole text. Beyond RFC 8259 it takes // and /* */ comments, a comma after the last element, and a
// byte order mark; it refuses repeated keys, bad UTF-8, \u0000 and more than kMaxDepth levels. Every problem
// is added to `problems`; a tree comes back unless the grammar is broken (then exactly one problem says
// where).
std::optional<Node> parse_jsonc(const SourcePtr& source, Problems& problems);

// The tree as compact JSON: what remains when comments, spaces and spelling of strings do not count.
std::string compact(const Node& node);
// `text` as a JSON string, quotes included.
std::string quoted(std::string_view text);

}  // namespace callgate::config
