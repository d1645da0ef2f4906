// Runs over the dull bytes of JSON text, sixteen at a time where the processor allows: SSE2 and NEON belong
// to every x86-64 and arm64, so no flag and no check at run time is needed.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

#if defined(__SSE2__)
#include <emmintrin.h>
#elif defined(__ARM_NEON) && defined(__aarch64__)
#include <arm_neon.h>
#endif

namespace callgate::json {

constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

constexpr bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

// Bytes that may stand in a string literal as they are and need no second look: ASCII from space on, but for
// the quote and the backslash.
constexpr bool is_plain(char c) {
  return static_cast<signed char>(c) >= 0x20 && c != '"' && c != '\\';
}

// Bytes at which the nesting of a text changes: quotes and brackets of both kinds.
constexpr bool is_nesting(char c) {
  return c == '"' || (c | 0x20) == '{' || (c | 0x20) == '}';
}

namespace detail {

#if defined(__SSE2__)

using Lane = __m128i;
inline Lane load(const char* p) {
  return _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
}
inline Lane either(Lane a, Lane b) {
  return _mm_or_si128(a, b);
}
inline Lane same(Lane bytes, char c) {
  return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(c));
}
inline Lane same(Lane a, Lane b) {
  return _mm_cmpeq_epi8(a, b);
}
// Signed comparison, so that bytes from 0x80 on count as below.
inline Lane below(Lane bytes, char c) {
  return _mm_cmplt_epi8(bytes, _mm_set1_epi8(c));
}
inline Lane flipped(Lane bytes, char bits) {
  return _mm_xor_si128(bytes, _mm_set1_epi8(bits));
}
inline Lane with_bit(Lane bytes, char bit) {
  return _mm_or_si128(bytes, _mm_set1_epi8(bit));
}
inline std::uint64_t mask(Lane hits) {
  return static_cast<std::uint32_t>(_mm_movemask_epi8(hits));
}
inline int first(std::uint64_t mask) {
  return std::countr_zero(mask);
}
#define CALLGATE_LANES

#elif defined(__ARM_NEON) && defined(__aarch64__)

using Lane = uint8x16_t;
inline Lane load(const char* p) {
  return vld1q_u8(reinterpret_cast<const std::uint8_t*>(p));
}
inline Lane either(Lane a, Lane b) {
  return vorrq_u8(a, b);
}
inline Lane same(Lane bytes, char c) {
  return vceqq_u8(bytes, vdupq_n_u8(static_cast<std::uint8_t>(c)));
}
inline Lane same(Lane a, Lane b) {
  return vceqq_u8(a, b);
}
inline Lane below(Lane bytes, char c) {
  return vcltq_s8(vreinterpretq_s8_u8(bytes), vdupq_n_s8(c));
}
inline Lane flipped(Lane bytes, char bits) {
  return veorq_u8(bytes, vdupq_n_u8(static_cast<std::uint8_t>(bits)));
}
inline Lane with_bit(Lane bytes, char bit) {
  return vorrq_u8(bytes, vdupq_n_u8(static_cast<std::uint8_t>(bit)));
}
// NEON has no movemask: every byte keeps the bit of its own place, and each half is summed up.
inline std::uint32_t mask(Lane hits) {
  constexpr std::uint8_t kBits[16] = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
  const Lane bits = vandq_u8(hits, vld1q_u8(kBits));
  return static_cast<std::uint32_t>(vaddv_u8(vget_low_u8(bits))) |
         static_cast<std::uint32_t>(vaddv_u8(vget_high_u8(bits))) << 8;
}
#define CALLGATE_LANES

#endif

#ifdef CALLGATE_LANES
// Turning one bit over moves the quote to 0x20, next to the control characters, and mixes no others in.
inline Lane odd_bytes(Lane bytes) {
  return either(below(flipped(bytes, '"' ^ 0x20), 0x21), same(bytes, '\\'));
}
inline Lane literal_ends(Lane bytes) {
  return either(same(bytes, '"'), same(bytes, '\\'));
}
inline Lane nesting(Lane bytes) {
  const Lane folded = with_bit(bytes, 0x20);
  return either(literal_ends(bytes), either(same(folded, '{'), same(folded, '}')));
}
#endif

// Eight bytes as a little-endian word, for the ends of lines.
inline std::uint64_t word(const char* p) {
  std::uint64_t bytes;
  std::memcpy(&bytes, p, sizeof bytes);
  return bytes;
}

// The top bit of every byte that is_plain() denies. A borrow may mark bytes behind the first one, never
// before it.
inline std::uint64_t odd_bytes(std::uint64_t bytes) {
  constexpr std::uint64_t kOnes = 0x0101010101010101, kTops = 0x8080808080808080;
  const std::uint64_t quote = bytes ^ kOnes * '"', backslash = bytes ^ kOnes * '\\';
  return (bytes | (bytes - kOnes * 0x20) | (quote - kOnes) | (backslash - kOnes)) & kTops;
}

}  // namespace detail

// The first byte in [p, end) that is_plain() denies, or `end`.
inline const char* skip_plain(const char* p, const char* end) {
#ifdef CALLGATE_LANES
  for (; end - p >= 16; p += 16) {
    if (const std::uint32_t hits = detail::mask(detail::odd_bytes(detail::load(p))))
      return p + std::countr_zero(hits);
  }
#endif
  if constexpr (std::endian::native == std::endian::little) {
    for (; end - p >= 8; p += 8) {
      if (const std::uint64_t found = detail::odd_bytes(detail::word(p)))
        return p + std::countr_zero(found) / 8;
    }
  }
  while (p != end && is_plain(*p)) ++p;
  return p;
}

// The first quote or backslash in [p, end), or `end`.
inline const char* skip_to_literal_end(const char* p, const char* end) {
#ifdef CALLGATE_LANES
  for (; end - p >= 16; p += 16) {
    if (const std::uint32_t hits = detail::mask(detail::literal_ends(detail::load(p))))
      return p + std::countr_zero(hits);
  }
#endif
  while (p != end && *p != '"' && *p != '\\') ++p;
  return p;
}

// `p` stands at an opening bracket; the answer stands behind the one that closes it, or at `end`. The
// brackets' kinds are not compared: for text that has been validated.
inline const char* skip_container(const char* p, const char* end) {
  std::size_t depth = 0;
  bool in_string = false;
  const auto closes = [&](char c) {
    if (c == '"') {
      in_string = !in_string;
    } else if (!in_string) {
      return (c | 0x20) == '{' ? (++depth, false) : --depth == 0;
    }
    return false;
  };
#ifdef CALLGATE_LANES
  while (end - p >= 16) {
    const char* next = p + 16;
    for (std::uint32_t hits = detail::mask(detail::nesting(detail::load(p))); hits; hits &= hits - 1) {
      const char* hit = p + std::countr_zero(hits);
      if (*hit == '\\') {
        next = end - hit > 1 ? hit + 2 : end;
        break;
      }
      if (closes(*hit)) return hit + 1;
    }
    p = next;
  }
#endif
  for (; p != end; ++p) {
    if (*p == '\\') {
      if (++p == end) break;
    } else if (*p == '"' || (*p | 0x20) == '{' || (*p | 0x20) == '}') {
      if (closes(*p)) return p + 1;
    }
  }
  return end;
}

// Past white space.
inline const char* skip_space(const char* p, const char* end) {
  while (p != end && is_space(*p)) ++p;
  return p;
}
// Past white space and the commas between members or elements.
inline const char* skip_separators(const char* p, const char* end) {
  while (p != end && (is_space(*p) || *p == ',')) ++p;
  return p;
}

// `p` stands at an opening quote; the answer stands behind the closing one, or at `end`.
inline const char* skip_literal(const char* p, const char* end) {
  for (p = skip_to_literal_end(p + 1, end); p != end; p = skip_to_literal_end(p, end)) {
    if (*p == '"') return p + 1;
    p += end - p > 1 ? 2 : 1;
  }
  return end;
}

// `p` stands where a value begins; the answer stands behind it.
inline const char* skip_value(const char* p, const char* end) {
  if (p == end) return end;
  if (*p == '"') return skip_literal(p, end);
  if (*p == '{' || *p == '[') return skip_container(p, end);
  while (p != end && *p != ',' && *p != '}' && *p != ']' && !is_space(*p)) ++p;
  return p;
}

inline std::string_view between(const char* begin, const char* end) {
  return {begin, static_cast<std::size_t>(end - begin)};
}

}  // namespace callgate::json
