// How much a guard's word counts.
#pragma once

#include <cstdint>

namespace callgate::guard {

// Ordered: a chain's mode caps the mode of each of its guards.
//   off      the guard is not asked
//   observe  it judges, and what would have happened is recorded; the call goes on as if it had allowed
//   warn     the same, but the finding also reaches the host as a warning
//   enforce  its verdict holds
enum class Mode : std::uint8_t { off, observe, warn, enforce };

}  // namespace callgate::guard
