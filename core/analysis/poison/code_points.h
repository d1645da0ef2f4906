// Walks over UTF-8 text and sorts its characters by how they can deceive.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/json/utf8.h"

namespace callgate::analysis {

struct CodePoint {
  std::uint32_t code = 0;  // U+FFFD for bytes that are no UTF-8
  std::size_t size = 1;
};

// The character that begins at `at`, which lies within `text`.
inline CodePoint code_point_at(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(text[at + i]));
  };
  if (byte(0) < 0x80) return {byte(0), 1};
  const int length = json::utf8_length(text.data() + at, text.size() - at);
  if (length == 2) return {(byte(0) & 0x1F) << 6 | (byte(1) & 0x3F), 2};
  if (length == 3) return {(byte(0) & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F), 3};
  if (length == 4) {
    return {(byte(0) & 0x07) << 18 | (byte(1) & 0x3F) << 12 | (byte(2) & 0x3F) << 6 | (byte(3) & 0x3F), 4};
  }
  return {0xFFFD, length < 0 ? static_cast<std::size_t>(-length) : text.size() - at};
}

// The character that ends before `at` (0 at the beginning).
inline std::uint32_t code_point_before(std::string_view text, std::size_t at) {
  std::size_t begin = at;
  while (begin > 0 && at - begin < 4) {
    --begin;
    if ((static_cast<unsigned char>(text[begin]) & 0xC0) != 0x80) break;
  }
  return begin == at ? 0 : code_point_at(text, begin).code;
}

constexpr bool between(std::uint32_t code, std::uint32_t first, std::uint32_t last) {
  return code >= first && code <= last;
}

}  // namespace callgate::analysis
