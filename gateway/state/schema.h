// The tables of callgate.db, as the steps that lead from one version to the next.
#pragma once

#include <cstdint>
#include <span>

namespace callgate::state {

// Marks the file as ours in SQLite's own header ("CGat").
inline constexpr std::int64_t kApplicationId = 0x43476174;

// migrations()[n] leads from version n to n + 1; the version of a file is its `PRAGMA user_version`. A step
// that has been released is never changed.
std::span<const char* const> migrations();

}  // namespace callgate::state
