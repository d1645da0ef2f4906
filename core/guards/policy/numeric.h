// Numbers that look wrong: far beyond what is usual, or stuck at the end of their range. Only ever a warning.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include "core/guard/call.h"

namespace callgate::guard {

// How many results of exactly 0 or 1 in a row each tool has given. Bounded: when full, it starts over.
struct NumberStreaks {
  static constexpr std::size_t kMaxTools = 256;
  std::unordered_map<std::string, std::int64_t> of_tool;
};

// Warns if args.x is more than `z` standard deviations (args.std) away from args.mean. Says nothing where one
// of them is missing or no number.
void warn_of_saturation(Call& call, double z);
// Warns at the `most`th result in a row that is exactly 0 or 1.
void warn_of_degeneration(Call& call, std::string_view result, NumberStreaks& streaks, std::int64_t most);

}  // namespace callgate::guard
