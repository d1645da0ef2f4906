// Finds the known path that a path is, in a time that does not grow with how many are known.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace callgate::analysis {

struct KnownHit {
  std::string_view kind;
  bool weak = false;
};

struct KnownQuery {
  std::span<const std::string_view> segments;  // in lower case
  bool anchored = false;                       // begins at "/" or a drive: patterns with a beginning apply
  bool perhaps =
      false;  // may begin at "/": those of /etc, /proc, /run and /var apply, unless only writing counts
  std::size_t first = 0;  // patterns without one apply from this segment on
  bool write = false;     // what is harmless to read counts too
};

// The first strong hit, else a weak one.
std::optional<KnownHit> find_known(const KnownQuery& query);

// Whether a shell could expand `segments`, some of them with '*', '?' and '[', to a known path that is read.
// A lone
// "*" names everything and nothing; it counts behind a folder that is itself hidden, as in "~/.aws/*".
std::optional<KnownHit> find_known_by_glob(const KnownQuery& query);

}  // namespace callgate::analysis
