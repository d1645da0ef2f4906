// What differs between two texts, line by line.
#pragma once

#include <string>
#include <string_view>

namespace callgate::commands {

// A unified diff with three lines around each change, under the names "a/NAME" and "b/NAME"; empty if the
// texts are equal. Lines are shown as they are. Where more than kMaxCells pairs of lines would have to be
// compared, everything between the first and the last difference counts as changed.
std::string unified_diff(std::string_view name, std::string_view before, std::string_view after);

inline constexpr std::size_t kMaxCells = 4'000'000;

}  // namespace callgate::commands
