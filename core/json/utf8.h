// UTF-8 as RFC 3629 has it: no overlong forms, no surrogates, nothing above U+10FFFF.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace callgate::json {

// Reads the character that begins at `text` with a byte from 0x80 on; `size` (at least 1) bytes are there.
//   > 0  its length in bytes
//     0  it is right so far, but longer than `size`
//   < 0  it is wrong: that many bytes (at least 1) stand before the byte that cannot belong to it
inline int utf8_length(const char* text, std::size_t size) {
  const auto byte = [text](int i) { return static_cast<std::uint8_t>(text[i]); };
  const auto continues = [&](int i) { return (byte(i) & 0xC0) == 0x80; };
  const std::uint8_t lead = byte(0);
  if (lead < 0xC2 || lead > 0xF4) return -1;
  if (size < 2) return 0;
  if (lead < 0xE0) return continues(1) ? 2 : -1;
  // Only the second byte tells overlong forms (E0, F0), surrogates (ED) and what is too large (F4).
  const std::uint8_t low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  const std::uint8_t high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  if (byte(1) < low || byte(1) > high) return -1;
  if (size < 3) return 0;
  if (!continues(2)) return -2;
  if (lead < 0xF0) return 3;
  if (size < 4) return 0;
  return continues(3) ? 4 : -3;
}

// Runs over characters beyond ASCII, as long as they are right and whole.
inline const char* skip_utf8(const char* p, const char* end) {
  while (p != end && static_cast<signed char>(*p) < 0) {
    const int length = utf8_length(p, static_cast<std::size_t>(end - p));
    if (length <= 0) break;
    p += length;
  }
  return p;
}

constexpr bool is_high_surrogate(std::uint32_t code) {
  return code >= 0xD800 && code < 0xDC00;
}
constexpr bool is_low_surrogate(std::uint32_t code) {
  return code >= 0xDC00 && code < 0xE000;
}

// Appends the UTF-8 form of a code point up to U+10FFFF.
inline void append_utf8(std::string& out, std::uint32_t code) {
  const auto put = [&out](std::uint32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (code < 0x80) return put(code);
  if (code < 0x800) {
    put(0xC0 | code >> 6);
  } else if (code < 0x10000) {
    put(0xE0 | code >> 12);
    put(0x80 | (code >> 6 & 0x3F));
  } else {
    put(0xF0 | code >> 18);
    put(0x80 | (code >> 12 & 0x3F));
    put(0x80 | (code >> 6 & 0x3F));
  }
  put(0x80 | (code & 0x3F));
}

}  // namespace callgate::json
