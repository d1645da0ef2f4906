#include "core/config/units.h"

#include <charconv>
#include <span>

namespace callgate::config {
namespace {

struct Unit {
  std::string_view name;
  std::uint64_t factor;
};
constexpr Unit kTimes[] = {{"d", 86'400'000}, {"h", 3'600'000}, {"m", 60'000}, {"s", 1000}, {"ms", 1}};
constexpr Unit kSizes[] = {{"GiB", 1ull << 30},
                           {"MiB", 1ull << 20},
                           {"KiB", 1ull << 10},
                           {"GB", 1'000'000'000},
                           {"MB", 1'000'000},
                           {"KB", 1000},
                           {"B", 1},
                           {"", 1}};
constexpr std::uint64_t kLongestTime = 36'525ull * 86'400'000, kLargestSize = 1ull << 53;

std::optional<std::uint64_t> parse(std::string_view text, std::span<const Unit> units, std::uint64_t limit) {
  std::uint64_t count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (error != std::errc()) return std::nullopt;
  const std::string_view name(end, static_cast<std::size_t>(text.data() + text.size() - end));
  for (const Unit& unit : units) {
    if (unit.name != name) continue;
    if (count > limit / unit.factor) return std::nullopt;
    return count * unit.factor;
  }
  return std::nullopt;
}

// With the first unit that divides it; the last one always does.
std::string format(std::uint64_t count, std::span<const Unit> units) {
  for (const Unit& unit : units) {
    if (count >= unit.factor && count % unit.factor == 0)
      return std::to_string(count / unit.factor) + std::string(unit.name);
  }
  return "0" + std::string(units.back().name);
}

}  // namespace

std::optional<Millis> parse_duration(std::string_view text) {
  const auto count = parse(text, kTimes, kLongestTime);
  if (!count) return std::nullopt;
  return Millis(static_cast<Millis::rep>(*count));
}

std::string format_duration(Millis time) {
  return format(static_cast<std::uint64_t>(time.count()), kTimes);
}

std::optional<std::uint64_t> parse_size(std::string_view text) {
  return parse(text, kSizes, kLargestSize);
}

std::string format_size(std::uint64_t bytes) {
  const std::span<const Unit> units(kSizes);
  return format(bytes, bytes >= 1024 && bytes % 1024 == 0 ? units.first(3) : units.last(2));
}

}  // namespace callgate::config
