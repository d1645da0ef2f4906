// Sets of bytes, for finders that walk over text byte by byte.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace callgate::analysis {

// Any of the 256 bytes; membership costs one shift.
class ByteSet {
 public:
  constexpr ByteSet() = default;
  // The characters of a list in which "a-z" means a range; a '-' at the end means itself.
  constexpr explicit ByteSet(std::string_view list) {
    for (std::size_t i = 0; i < list.size(); ++i) {
      const bool range = i + 2 < list.size() && list[i + 1] == '-';
      const unsigned last = byte(range ? list[i + 2] : list[i]);
      for (unsigned b = byte(list[i]); b <= last; ++b) words_[b >> 6] |= std::uint64_t{1} << (b & 63);
      if (range) i += 2;
    }
  }

  constexpr bool operator==(const ByteSet&) const = default;
  constexpr bool has(char c) const { return words_[byte(c) >> 6] >> (byte(c) & 63) & 1; }
  // The set with the bytes of another one.
  constexpr ByteSet with(const ByteSet& other) const {
    ByteSet both = *this;
    for (std::size_t i = 0; i < both.words_.size(); ++i) both.words_[i] |= other.words_[i];
    return both;
  }
  // Calls visit(c) for every byte of the set, in their order.
  template <class Visit>
  constexpr void each(Visit visit) const {
    for (unsigned i = 0; i < words_.size(); ++i) {
      for (std::uint64_t left = words_[i]; left != 0; left &= left - 1)
        visit(static_cast<char>(i * 64 + static_cast<unsigned>(std::countr_zero(left))));
    }
  }

 private:
  static constexpr unsigned byte(char c) { return static_cast<unsigned char>(c); }
  std::array<std::uint64_t, 4> words_{};
};

// "0-9_"_set, made by the compiler.
consteval ByteSet operator""_set(const char* list, std::size_t size) {
  return ByteSet(std::string_view(list, size));
}

inline constexpr ByteSet kDigits{"0-9"}, kLower{"a-z"}, kUpper{"A-Z"}, kHex{"0-9a-f"}, kAnyHex{"0-9a-fA-F"},
    kLetters{"a-zA-Z"}, kAlnum{"0-9a-zA-Z"}, kWord{"0-9a-zA-Z_-"}, kBlank{" \t"}, kSpace{" \t\r\n"};

// Where the run of bytes of `set` that begins at `at` ends; `limit` is the most that is looked at.
inline std::size_t run_end(std::string_view text, std::size_t at, const ByteSet& set,
                           std::size_t limit = static_cast<std::size_t>(-1)) {
  const std::size_t end = text.size() - at > limit ? at + limit : text.size();
  while (at < end && set.has(text[at])) ++at;
  return at;
}

// Where the run of bytes of `set` that ends before `at` begins.
inline std::size_t run_begin(std::string_view text, std::size_t at, const ByteSet& set, std::size_t limit) {
  const std::size_t first = at > limit ? at - limit : 0;
  while (at > first && set.has(text[at - 1])) --at;
  return at;
}

}  // namespace callgate::analysis
