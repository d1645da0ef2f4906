#include "core/guards/output/cut_text.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "core/json/escape.h"
#include "core/json/utf8.h"

namespace callgate::guard {
namespace {

constexpr int kLookBack = 32;  // code points

struct Range {
  std::uint32_t first, last;
};
// What joins the character before it: marks, joiners, variation selectors, skin tones, tags (Unicode 15,
// Grapheme_Extend and SpacingMark of the scripts that are read most).
constexpr Range kJoins[] = {
    {0x0300, 0x036F}, {0x0483, 0x0489},   {0x0591, 0x05BD},   {0x05BF, 0x05C7},   {0x0610, 0x061A},
    {0x064B, 0x065F}, {0x0670, 0x0670},   {0x06D6, 0x06DC},   {0x06DF, 0x06E8},   {0x0900, 0x0903},
    {0x093A, 0x093C}, {0x093E, 0x094F},   {0x0981, 0x0983},   {0x09BC, 0x09CD},   {0x0A3C, 0x0A51},
    {0x0ABC, 0x0ACD}, {0x0BBE, 0x0BCD},   {0x0C3E, 0x0C4D},   {0x0D3E, 0x0D4D},   {0x0E31, 0x0E31},
    {0x0E34, 0x0E3A}, {0x0E47, 0x0E4E},   {0x1160, 0x11FF},   {0x1AB0, 0x1AFF},   {0x1DC0, 0x1DFF},
    {0x200C, 0x200D}, {0x20D0, 0x20FF},   {0x302A, 0x302F},   {0x3099, 0x309A},   {0xFE00, 0xFE0F},
    {0xFE20, 0xFE2F}, {0x1F3FB, 0x1F3FF}, {0xE0020, 0xE007F}, {0xE0100, 0xE01EF},
};
constexpr std::uint32_t kJoiner = 0x200D;

bool joins(std::uint32_t code) {
  const auto* range = std::ranges::lower_bound(kJoins, code, {}, &Range::last);
  return range != std::end(kJoins) && range->first <= code;
}
bool is_regional(std::uint32_t code) {
  return code >= 0x1F1E6 && code <= 0x1F1FF;
}
bool goes_on(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

std::size_t length_of(std::string_view text, std::size_t at) {
  const char c = text[at];
  if (static_cast<signed char>(c) >= 0) return 1;
  const int length = json::utf8_length(text.data() + at, text.size() - at);
  return length > 0 ? static_cast<std::size_t>(length) : 1;
}

std::uint32_t code_at(std::string_view text, std::size_t at) {
  const std::size_t length = length_of(text, at);
  auto code = static_cast<std::uint32_t>(static_cast<unsigned char>(text[at]));
  if (length > 1) code &= 0x7Fu >> length;
  for (std::size_t i = 1; i < length; ++i)
    code = code << 6 | (static_cast<unsigned char>(text[at + i]) & 0x3F);
  return code;
}

std::size_t step_back(std::string_view text, std::size_t at) {
  do --at;
  while (at > 0 && goes_on(text[at]));
  return at;
}

// Whether people see the characters on both sides of `at` (inside of the text) as one.
bool is_within(std::string_view text, std::size_t at) {
  const std::uint32_t next = code_at(text, at);
  std::size_t from = step_back(text, at);
  const std::uint32_t before = code_at(text, from);
  if (joins(next) || before == kJoiner || (before == '\r' && next == '\n')) return true;
  if (!is_regional(next) || !is_regional(before)) return false;
  // Flags are pairs; a pair is cut apart if an odd number stands before.
  int count = 1;
  while (from > 0 && count <= kLookBack && is_regional(code_at(text, from = step_back(text, from)))) ++count;
  return count % 2 == 1;
}

std::size_t cost_quoted(char c) {
  const auto byte = static_cast<unsigned char>(c);
  if (byte >= 0x20) return c == '"' || c == '\\' ? 2 : 1;
  return std::memchr("\n\r\t\b\f", c, 5) ? 2 : 6;
}

}  // namespace

TextSize size_of_literal(std::string_view raw) {
  TextSize size;
  const char *p = raw.data(), *const end = p + raw.size();
  while (p != end) {
    const auto* escape = static_cast<const char*>(std::memchr(p, '\\', static_cast<std::size_t>(end - p)));
    const std::string_view plain(p, static_cast<std::size_t>((escape ? escape : end) - p));
    size.bytes += plain.size();
    size.chars += characters(plain);
    if (!escape) break;
    std::uint32_t unit = 0;
    const int length = json::escape_length(escape, static_cast<std::size_t>(end - escape), unit);
    p = escape + std::max(length, 1);
    // The second half of a pair completes four bytes that the first has counted.
    if (json::is_low_surrogate(unit)) continue;
    size.bytes += unit < 0x80 ? 1 : unit < 0x800 ? 2 : json::is_high_surrogate(unit) ? 4 : 3;
    ++size.chars;
  }
  return size;
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return !goes_on(c); }));
}

std::size_t fitting(std::string_view text, std::size_t bytes, std::size_t chars, bool quoted) {
  std::size_t end = 0;
  if (!quoted && chars == kAny) {
    if (text.size() <= bytes) return text.size();
    end = bytes;
    while (end > 0 && goes_on(text[end])) --end;
  } else {
    std::size_t cost = 0, count = 0;
    while (end < text.size() && count < chars) {
      const std::size_t length = length_of(text, end);
      cost += quoted && length == 1 ? cost_quoted(text[end]) : length;
      if (cost > bytes) break;
      end += length;
      ++count;
    }
    if (end == text.size()) return end;
  }
  std::size_t at = end;
  for (int back = 0; at > 0 && is_within(text, at); ++back) {
    if (back == kLookBack) return end;
    at = step_back(text, at);
  }
  return at;
}

}  // namespace callgate::guard
