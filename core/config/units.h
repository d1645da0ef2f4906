// Times and sizes as people write them: "30s", "15m", "24h", "30d"; 65536, "64KiB", "100MiB".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/clock.h"

namespace callgate::config {

// A whole number and one of ms, s, m, h, d; nothing if it is anything else or longer than 100 years.
std::optional<Millis> parse_duration(std::string_view text);
// The inverse, with the largest unit that leaves no rest: 90'000 ms is "90s".
std::string format_duration(Millis time);

// A whole number and one of B, KB, MB, GB (powers of 1000), KiB, MiB, GiB (powers of 1024), or no unit
// (bytes); nothing if it is anything else or over 2^53.
std::optional<std::uint64_t> parse_size(std::string_view text);
std::string format_size(std::uint64_t bytes);

}  // namespace callgate::config
