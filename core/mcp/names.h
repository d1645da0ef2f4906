// What a server's tool or prompt is called towards hosts.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace callgate::mcp {

// `<prefix>__<native>` in the characters every host takes, [A-Za-z0-9_-]; others become '-'. Longer than
// `max_length` bytes: cut, and closed by '-' and eight hex digits of a hash over prefix and native name. A
// pure function of its arguments: another server never renames this one's tools. With an empty prefix the
// name stays as it is. Budgets of hosts: 64 characters in all (Claude, VS Code, Cline), 60 with the server's
// key (Cursor).
std::string exposed_name(std::string_view prefix, std::string_view native, std::size_t max_length);

// The same name with the hash suffix in any case: for two names that came out alike.
std::string suffixed_name(std::string_view prefix, std::string_view native, std::size_t max_length);

// `text` with every character outside [A-Za-z0-9_-] replaced by '-'.
std::string sanitised(std::string_view text);

// The candidate that is closest to `name` by edit distance (without regard to ASCII case), if it is close
// enough to be meant; else empty.
template <class Range>
std::string_view nearest(std::string_view name, const Range& candidates);
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit);

template <class Range>
std::string_view nearest(std::string_view name, const Range& candidates) {
  std::string_view best;
  std::size_t limit = name.size() / 3 + 1;
  for (const auto& candidate : candidates) {
    const std::size_t distance = edit_distance(name, candidate, limit);
    // Every character another one: whatever it is, it was not meant.
    if (distance >= name.size()) continue;
    if (distance < limit || (distance == limit && best.empty())) {
      best = candidate;
      limit = distance;
    }
  }
  return best;
}

}  // namespace callgate::mcp
