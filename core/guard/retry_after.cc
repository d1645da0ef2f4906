#include "core/guard/retry_after.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

#include "core/analysis/words.h"

namespace callgate::guard {
namespace {

constexpr std::size_t kLook = 4096;

template <std::size_t N>
bool among(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

// In milliseconds; 0 if the word is no unit.
std::int64_t unit_of(std::string_view word) {
  static constexpr std::array<std::string_view, 5> kMillis = {"ms", "msec", "millis", "millisecond",
                                                              "milliseconds"};
  static constexpr std::array<std::string_view, 5> kSeconds = {"s", "sec", "secs", "second", "seconds"};
  static constexpr std::array<std::string_view, 5> kMinutes = {"m", "min", "mins", "minute", "minutes"};
  static constexpr std::array<std::string_view, 4> kHours = {"h", "hr", "hour", "hours"};
  if (among(kMillis, word)) return 1;
  if (among(kSeconds, word)) return 1000;
  if (among(kMinutes, word)) return 60'000;
  return among(kHours, word) ? 3'600'000 : 0;
}

}  // namespace

std::optional<Millis> stated_wait(std::string_view message) {
  static constexpr std::array<std::string_view, 5> kBegin = {"retry", "retrying", "try", "wait",
                                                             "retryafter"};
  static constexpr std::array<std::string_view, 11> kBetween = {
      "again", "in", "after", "for", "at", "least", "another", "about", "delay", "please", "header"};
  constexpr std::int64_t kLongest = 1'000'000;
  const std::vector<std::string> words = analysis::words_of(message.substr(0, kLook));
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (!among(kBegin, words[i])) continue;
    std::int64_t unit = 0;
    std::size_t at = i + 1;
    while (at < words.size() && (among(kBetween, words[at]) || unit_of(words[at]) > 0)) {
      unit = std::max(unit, unit_of(words[at]));
      ++at;
    }
    if (at == words.size()) return std::nullopt;
    std::int64_t count = 0;
    const char* const end = words[at].data() + words[at].size();
    const auto [rest, error] = std::from_chars(words[at].data(), end, count);
    if (error != std::errc() || count > kLongest) continue;
    const bool alone = at == i + 1;  // "retry 3 of 5"
    if (rest != end) {
      unit = unit_of({rest, static_cast<std::size_t>(end - rest)});
      if (unit == 0) continue;
    } else if (const std::int64_t next = at + 1 < words.size() ? unit_of(words[at + 1]) : 0) {
      unit = next;
    } else if (alone) {
      continue;
    }
    return Millis(count * (unit > 0 ? unit : 1000));
  }
  return std::nullopt;
}

}  // namespace callgate::guard
