// Where a text may be cut.
#pragma once

#include <cstddef>
#include <string_view>

namespace callgate::guard {

inline constexpr std::size_t kAny = static_cast<std::size_t>(-1);

// The size of a text in UTF-8, whatever escapes it is written with.
struct TextSize {
  std::size_t bytes = 0, chars = 0;
};
// Of the raw inside of a string literal.
TextSize size_of_literal(std::string_view raw);

// The characters (code points) of UTF-8 text.
std::size_t characters(std::string_view text);

// How many bytes of UTF-8 `text` to keep so that it has at most so many bytes and characters. Nothing that
// people see as one character is cut apart (accents, joined emoji, flags), unless it is longer than 32 code
// points. As `quoted`, bytes count as a JSON literal has them, without its quotes.
std::size_t fitting(std::string_view text, std::size_t bytes, std::size_t chars = kAny, bool quoted = false);

}  // namespace callgate::guard
