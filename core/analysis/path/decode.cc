#include "core/analysis/path/decode.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace callgate::analysis {
namespace {

constexpr int kMaxRounds = 4;

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

// "%41", "%u0041"; returns how many bytes were read, 0 for none.
std::size_t percent(std::string_view text, std::uint32_t& code) {
  const bool wide = text.size() > 1 && (text[1] | 0x20) == 'u';
  const std::size_t begin = wide ? 2 : 1, length = wide ? 4 : 2;
  if (text.size() < begin + length) return 0;
  code = 0;
  for (std::size_t i = begin; i < begin + length; ++i) {
    if (hex_digit(text[i]) < 0) return 0;
    code = code * 16 + static_cast<std::uint32_t>(hex_digit(text[i]));
  }
  return begin + length;
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    std::uint32_t code = 0;
    const std::size_t read = text[0] == '%' ? percent(text, code) : 0;
    if (read == 0) {
      out += text[0];
      text.remove_prefix(1);
      continue;
    }
    if (code < 0x100) {
      out += static_cast<char>(code);
    } else {
      if (code >= 0x800) out += static_cast<char>(0xE0 | code >> 12);
      out += static_cast<char>(code >= 0x800 ? 0x80 | (code >> 6 & 0x3F) : 0xC0 | code >> 6);
      out += static_cast<char>(0x80 | (code & 0x3F));
    }
    text.remove_prefix(read);
  }
  return out;
}

// The code point at the beginning, overlong forms too; `length` 1 and the byte itself when it is none.
std::uint32_t code_at(std::string_view text, std::size_t& length) {
  const auto lead = static_cast<unsigned char>(text[0]);
  length = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (length > text.size()) length = 1;
  std::uint32_t code = length == 1 ? lead : lead & (0x7Fu >> length);
  for (std::size_t i = 1; i < length; ++i) {
    const auto more = static_cast<unsigned char>(text[i]);
    if ((more & 0xC0) != 0x80) {
      length = 1;
      return lead;
    }
    code = code << 6 | (more & 0x3F);
  }
  return code;
}

// What a character is taken for; "" when it is only itself.
std::string_view stands_for(std::uint32_t code, std::size_t length, char& ascii) {
  ascii = 0;
  if (length > 1 && code < 0x80) ascii = static_cast<char>(code);                        // overlong
  if (code >= 0xFF01 && code <= 0xFF5E) ascii = static_cast<char>(code - 0xFF01 + '!');  // full width
  if (ascii != 0) return {&ascii, 1};
  switch (code) {
    case 0x2215:
    case 0x2044:
    case 0x29F8:
      return "/";
    case 0x2216:
    case 0x29F5:
    case 0xFE68:
      return "\\";
    case 0x2024:
      return ".";
    case 0x2025:
      return "..";
    case 0x2026:
      return "...";
    case 0x2018:
    case 0x2019:
    case 0x201C:
    case 0x201D:
      return "\"";
    default:
      return {};
  }
}

std::string folded(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    std::size_t length = 1;
    char ascii = 0;
    const std::uint32_t code = code_at(text, length);
    const std::string_view other = stands_for(code, length, ascii);
    out += other.empty() ? text.substr(0, length) : other;
    text.remove_prefix(length);
  }
  return out;
}

enum : std::uint8_t { kSuspect = 1, kFalls = 2, kSlash = 4 };  // falls: away, at the end of a segment

constexpr std::array<std::uint8_t, 256> kinds() {
  std::array<std::uint8_t, 256> found{};
  for (std::size_t c = 0; c < 0x20; ++c) found[c] = kSuspect;
  for (std::size_t c = 0x7F; c < 256; ++c) found[c] = kSuspect;
  for (const char c : std::string_view("%\\\"';:`=")) found[static_cast<unsigned char>(c)] = kSuspect;
  found['.'] = found[' '] = kFalls;
  found['/'] = kSlash;
  return found;
}
constexpr auto kKinds = kinds();

}  // namespace

bool may_read_otherwise(std::string_view path) {
  unsigned last = 0, found = 0;
  for (const char c : path) {
    const unsigned kind = kKinds[static_cast<unsigned char>(c)];
    found |= (kind & kSuspect) | (last & kFalls & kind >> 1);  // Windows drops dots and blanks before a slash
    last = kind;
  }
  return found != 0 || last == kFalls || path.starts_with(' ');
}

std::string loosely_decoded(std::string_view path) {
  std::string text = folded(path);
  for (int round = 0; round < kMaxRounds && text.find('%') != std::string::npos; ++round) {
    std::string next = folded(percent_decoded(text));
    if (next == text) break;
    text = std::move(next);
  }
  return text;
}

std::vector<std::string_view> paths_within(std::string_view text) {
  std::vector<std::string_view> pieces;
  bool nul_before_end = false;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const bool ends = i == text.size() || static_cast<unsigned char>(text[i]) <= 0x20 ||
                      std::string_view("\"'`=").find(text[i]) != std::string_view::npos;
    if (!ends) continue;
    nul_before_end = i < text.size() && text[i] == '\0';
    std::string_view piece = text.substr(begin, i - begin);
    begin = i + 1;
    if (piece.starts_with('@')) piece.remove_prefix(1);  // "data=@file"
    if (piece.empty() || piece.size() == text.size()) continue;
    const bool begins_as_path = piece[0] == '/' || piece[0] == '~' || piece[0] == '.' || piece[0] == '\\';
    if (begins_as_path || nul_before_end) pieces.push_back(piece);
  }
  return pieces;
}

}  // namespace callgate::analysis
