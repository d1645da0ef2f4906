// UTF-8 as far as a reader of text needs it: is it well-formed, and how is a code point written.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace callgate::config {

// The offset of the first byte that is not UTF-8 (RFC 3629: no overlong forms, no surrogates, nothing above
// U+10FFFF).
std::optional<std::size_t> first_bad_utf8(std::string_view text);

// Appends `code`, a Unicode scalar value.
void append_utf8(std::string& out, std::uint32_t code);

// True for a byte that begins a character.
inline bool begins_character(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0) != 0x80;
}

}  // namespace callgate::config
