// The words of a query, to see how much of it another one repeats.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace callgate::guard {

// Words of every script, without regard to case and accents; in scripts that put no space between words,
// pairs of neighbouring characters instead. Each stands as a hash. Only the first kMaxTokens count.
struct TokenSet {
  static constexpr std::size_t kMaxTokens = 64;

  std::vector<std::uint64_t> in_order;
  std::vector<std::uint64_t> sorted;  // each once

  explicit TokenSet(std::string_view utf8);
  TokenSet() = default;
  bool has(std::uint64_t token) const;
};

// What the two share, by the smaller one: 1 if one holds all of the other, 0 without anything in common or if
// either is empty (the overlap coefficient of Szymkiewicz and Simpson).
double overlap(const TokenSet& a, const TokenSet& b);

}  // namespace callgate::guard
