// Runs over the dull bytes of JSON text, sixteen at a time where the processor allows: SSE2 and NEON belong
// to every x86-64 and arm64, so no flag and no check at run time is needed.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#elif defined(__ARM_NEON) && defined(__aarch64__)
#include <arm_neon.h>
#endif

namespace callgate::json {

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
// Signed comparison, so that bytes from 0x80 on count as below.
inline Lane below_space(Lane bytes) {
  return _mm_cmplt_epi8(bytes, _mm_set1_epi8(0x20));
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
#define CALLGATE_LANES 1

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
inline Lane below_space(Lane bytes) {
  return vcltq_s8(vreinterpretq_s8_u8(bytes), vdupq_n_s8(0x20));
}
inline Lane with_bit(Lane bytes, char bit) {
  return vorrq_u8(bytes, vdupq_n_u8(static_cast<std::uint8_t>(bit)));
}
// NEON has no movemask; narrowing by four bits leaves a nibble for each byte.
inline std::uint64_t mask(Lane hits) {
  return vget_lane_u64(vreinterpret_u64_u8(vshrn_n_u16(vreinterpretq_u16_u8(hits), 4)), 0);
}
inline int first(std::uint64_t mask) {
  return std::countr_zero(mask) / 4;
}
#define CALLGATE_LANES 1

#endif

#ifdef CALLGATE_LANES
inline Lane odd_bytes(Lane bytes) {
  return either(either(same(bytes, '"'), same(bytes, '\\')), below_space(bytes));
}
inline Lane literal_ends(Lane bytes) {
  return either(same(bytes, '"'), same(bytes, '\\'));
}
inline Lane nesting(Lane bytes) {
  const Lane folded = with_bit(bytes, 0x20);
  return either(same(bytes, '"'), either(same(folded, '{'), same(folded, '}')));
}

template <Lane (*Hits)(Lane)>
inline const char* run(const char* p, const char* end) {
  while (end - p >= 16) {
    if (const std::uint64_t found = mask(Hits(load(p)))) return p + first(found);
    p += 16;
  }
  return p;
}
#endif

}  // namespace detail

// The first byte in [p, end) that is_plain() denies, or `end`.
inline const char* skip_plain(const char* p, const char* end) {
#ifdef CALLGATE_LANES
  p = detail::run<detail::odd_bytes>(p, end);
#endif
  while (p != end && is_plain(*p)) ++p;
  return p;
}

// The first quote or backslash in [p, end), or `end`.
inline const char* skip_to_literal_end(const char* p, const char* end) {
#ifdef CALLGATE_LANES
  p = detail::run<detail::literal_ends>(p, end);
#endif
  while (p != end && *p != '"' && *p != '\\') ++p;
  return p;
}

// The first quote or bracket in [p, end), or `end`.
inline const char* skip_to_nesting(const char* p, const char* end) {
#ifdef CALLGATE_LANES
  p = detail::run<detail::nesting>(p, end);
#endif
  while (p != end && !is_nesting(*p)) ++p;
  return p;
}

}  // namespace callgate::json
