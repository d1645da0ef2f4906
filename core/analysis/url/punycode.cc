#include "core/analysis/url/punycode.h"

#include <algorithm>
#include <cstdint>

namespace callgate::analysis {
namespace {

constexpr std::uint32_t kBase = 36, kLeast = 1, kMost = 26, kSkew = 38, kDamp = 700, kFirstBias = 72;

std::uint32_t adapted(std::uint32_t delta, std::uint32_t points, bool first) {
  delta = first ? delta / kDamp : delta / 2;
  delta += delta / points;
  std::uint32_t steps = 0;
  for (; delta > (kBase - kLeast) * kMost / 2; steps += kBase) delta /= kBase - kLeast;
  return steps + (kBase - kLeast + 1) * delta / (delta + kSkew);
}

char digit(std::uint32_t value) {
  return static_cast<char>(value < 26 ? 'a' + value : '0' + value - 26);
}

void append_number(std::string& out, std::uint32_t number, std::uint32_t bias) {
  for (std::uint32_t k = kBase;; k += kBase) {
    const std::uint32_t threshold = k <= bias ? kLeast : std::min(kMost, k - bias);
    if (number < threshold) break;
    out += digit(threshold + (number - threshold) % (kBase - threshold));
    number = (number - threshold) / (kBase - threshold);
  }
  out += digit(number);
}

}  // namespace

std::string punycode(std::span<const char32_t> label) {
  std::string out;
  for (const char32_t c : label)
    if (c < 0x80) out += static_cast<char>(c);
  const auto plain = static_cast<std::uint32_t>(out.size());
  if (plain > 0) out += '-';
  std::uint32_t handled = plain, delta = 0, bias = kFirstBias;
  char32_t next = 0x80;
  while (handled < label.size()) {
    char32_t least = 0x10FFFF;
    for (const char32_t c : label)
      if (c >= next) least = std::min(least, c);
    delta += (least - next) * (handled + 1);
    next = least;
    for (const char32_t c : label) {
      if (c < next) ++delta;
      if (c != next) continue;
      append_number(out, delta, bias);
      bias = adapted(delta, handled + 1, handled == plain);
      delta = 0;
      ++handled;
    }
    ++delta;
    ++next;
  }
  return out;
}

}  // namespace callgate::analysis
