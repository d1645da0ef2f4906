// Which way a policy has moved.
#pragma once

#include <cstdint>
#include <string_view>

namespace callgate::policy_diff {

// Wider: more passes than before, or passes without being asked about; narrower: less. Other: both, or it
// cannot be told.
enum class Direction : std::uint8_t { same, wider, narrower, other };
constexpr std::string_view to_string(Direction direction) {
  constexpr std::string_view kWords[] = {"same", "wider", "narrower", "other"};
  return kWords[static_cast<std::size_t>(direction)];
}

// Of two changes that both happened.
constexpr Direction both(Direction a, Direction b) {
  if (a == Direction::same || a == b) return b;
  return b == Direction::same ? a : Direction::other;
}
constexpr Direction flipped(Direction direction) {
  if (direction == Direction::wider) return Direction::narrower;
  return direction == Direction::narrower ? Direction::wider : direction;
}
// Of an order in which more is stricter.
template <class T>
constexpr Direction by_strictness(const T& before, const T& after) {
  return before == after ? Direction::same : before < after ? Direction::narrower : Direction::wider;
}

}  // namespace callgate::policy_diff
