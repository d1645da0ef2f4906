// Nodes that fit their shapes, as values of the program.
#pragma once

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/config/jsonc.h"
#include "core/config/units.h"

namespace callgate::policy {

// The value whose word `node` is; nothing for null or another word. The tables list words in the order of the
// enumerations.
template <class Enum>
std::optional<Enum> enum_of(const config::Node* node, std::span<const std::string_view> words) {
  if (!node || node->type != config::Type::string) return std::nullopt;
  const auto found = std::ranges::find(words, std::string_view(node->text));
  if (found == words.end()) return std::nullopt;
  return static_cast<Enum>(found - words.begin());
}

// The texts of a string or of a list of strings; what is none is passed over.
inline std::vector<std::string> strings_of(const config::Node* node) {
  std::vector<std::string> strings;
  if (!node) return strings;
  if (node->type == config::Type::string) strings.push_back(node->text);
  for (const config::Node& item : node->items) {
    if (item.type == config::Type::string) strings.push_back(item.text);
  }
  return strings;
}

// "30s"; nothing for null, for "session" and for whatever is no duration.
inline std::optional<Millis> duration_of(const config::Node* node) {
  if (!node || node->type != config::Type::string) return std::nullopt;
  return config::parse_duration(node->text);
}

inline std::optional<bool> truth_of(const config::Node* node) {
  if (!node || node->type != config::Type::boolean) return std::nullopt;
  return node->truth;
}

}  // namespace callgate::policy
