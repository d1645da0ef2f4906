#include "gateway/commands/visible.h"

#include <algorithm>
#include <cstdio>
#include <iterator>

namespace callgate::commands {
namespace {

struct Range {
  char32_t first, last;
};

// Unicode 15: general categories Cc, Cf, Zl and Zp, variation selectors, fillers and blanks that are not
// spaces.
constexpr Range kHidden[] = {
    {0x00, 0x1F},       {0x7F, 0x9F},       {0xAD, 0xAD},       {0x34F, 0x34F},     {0x600, 0x605},
    {0x61C, 0x61C},     {0x6DD, 0x6DD},     {0x70F, 0x70F},     {0x890, 0x891},     {0x8E2, 0x8E2},
    {0x115F, 0x1160},   {0x17B4, 0x17B5},   {0x180B, 0x180F},   {0x200B, 0x200F},   {0x2028, 0x202E},
    {0x2060, 0x206F},   {0x2800, 0x2800},   {0x3164, 0x3164},   {0xFE00, 0xFE0F},   {0xFEFF, 0xFEFF},
    {0xFFA0, 0xFFA0},   {0xFFF0, 0xFFFB},   {0x110BD, 0x110BD}, {0x110CD, 0x110CD}, {0x13430, 0x1343F},
    {0x1BCA0, 0x1BCA3}, {0x1D173, 0x1D17A}, {0xE0000, 0xE0FFF},
};

// Unicode 15, East Asian Width W and F, in coarse blocks.
constexpr Range kWide[] = {
    {0x1100, 0x115F},   {0x231A, 0x231B},   {0x2329, 0x232A},   {0x23E9, 0x23EC},   {0x2E80, 0x303E},
    {0x3041, 0x33FF},   {0x3400, 0x4DBF},   {0x4E00, 0x9FFF},   {0xA000, 0xA4CF},   {0xA960, 0xA97F},
    {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},   {0xFFE0, 0xFFE6},
    {0x1F300, 0x1F64F}, {0x1F680, 0x1F6FF}, {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD},
};

template <std::size_t N>
bool within(const Range (&ranges)[N], char32_t c) {
  const auto* at = std::lower_bound(std::begin(ranges), std::end(ranges), c,
                                    [](const Range& range, char32_t wanted) { return range.last < wanted; });
  return at != std::end(ranges) && at->first <= c;
}

struct Decoded {
  char32_t character = 0;
  std::size_t size = 0;  // 0: the byte begins no well-formed character
};

// The character at the beginning of `text` (not empty); overlong forms and surrogates are not well-formed.
Decoded decode_utf8(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() < size) return {};
  char32_t c = lead & (0xFFu >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return {};
    c = c << 6 | (byte(i) & 0x3Fu);
  }
  constexpr char32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
  if (c < kLeast[size] || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) return {};
  return {c, size};
}

void append_named(std::string& out, const char* format, unsigned value) {
  char name[24];
  std::snprintf(name, sizeof name, format, value);
  out += name;
}

void append_escape(std::string& out, char32_t c) {
  if (c > 0xFFFF) {
    append_named(out, "\\u%04x", 0xD800 + ((c - 0x10000) >> 10));
    c = 0xDC00 + ((c - 0x10000) & 0x3FF);
  }
  append_named(out, "\\u%04x", c);
}

}  // namespace

std::string visible(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto [c, size] = decode_utf8(text);
    if (size == 0) {
      append_named(out, "⟨0x%02X⟩", static_cast<unsigned char>(text[0]));
    } else if (within(kHidden, c)) {
      append_named(out, "⟨U+%04X⟩", c);
    } else {
      out += text.substr(0, size);
    }
    text.remove_prefix(std::max<std::size_t>(size, 1));
  }
  return out;
}

std::string visible_json(std::string_view json) {
  std::string out;
  while (!json.empty()) {
    const auto [c, size] = decode_utf8(json);
    if (size == 0) {
      out += "\\ufffd";
    } else if (c >= 0x7F && within(kHidden, c)) {
      append_escape(out, c);
    } else {
      // Control characters below space are white space here: JSON allows none inside strings.
      out += json.substr(0, size);
    }
    json.remove_prefix(std::max<std::size_t>(size, 1));
  }
  return out;
}

std::size_t columns(std::string_view text) {
  std::size_t count = 0;
  while (!text.empty()) {
    const auto [c, size] = decode_utf8(text);
    count += within(kWide, c) ? 2 : 1;
    text.remove_prefix(std::max<std::size_t>(size, 1));
  }
  return count;
}

}  // namespace callgate::commands
