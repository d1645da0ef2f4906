// The keys that Callgate reads by name, and the look-up that every key at such a place goes through.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <iterator>
#include <string_view>

#include "core/json/envelope.h"
#include "core/json/skip.h"

namespace callgate::json {

// A number that keys share if they differ by ASCII case only, and hardly otherwise: the size and both ends.
// `key` is not empty; the answer is never 0.
constexpr std::uint64_t key_tag(std::string_view key) {
  const auto folded = [](char c) { return static_cast<std::uint64_t>(static_cast<unsigned char>(c | 0x20)); };
  return std::uint64_t{key.size()} << 16 | folded(key.front()) << 8 | folded(key.back());
}

// A key that Callgate reads at some place.
struct KnownKey {
  Place at = Place::plain;
  std::string_view key;
  Span Envelope::*slot = nullptr;
  Place inside = Place::plain;  // the place of its value
  std::uint64_t tag = key.empty() ? 0 : key_tag(key);
};

inline constexpr KnownKey kKnownKeys[] = {
    {},  // what an empty bin holds
    {Place::message, "jsonrpc", &Envelope::jsonrpc},
    {Place::message, "id", &Envelope::id},
    {Place::message, "method", &Envelope::method},
    {Place::message, "params", &Envelope::params, Place::params},
    {Place::message, "error", &Envelope::error},
    {Place::message, "result", &Envelope::result, Place::result},
    {Place::params, "name", &Envelope::name, Place::deep},
    {Place::params, "arguments", &Envelope::arguments, Place::deep},
    {Place::params, "_meta", &Envelope::meta, Place::meta},
    {Place::params, "uri", &Envelope::uri, Place::deep},
    {Place::params, "cursor", &Envelope::cursor, Place::deep},
    {Place::params, "requestId", &Envelope::request_id, Place::deep},
    {Place::params, "progressToken", &Envelope::progress_token, Place::deep},
    {Place::params, "task", &Envelope::task, Place::deep},
    {Place::params, "inputResponses", &Envelope::input_responses, Place::deep},
    {Place::params, "requestState", &Envelope::request_state, Place::deep},
    {Place::params, "level", &Envelope::level, Place::deep},
    {Place::meta, "progressToken", &Envelope::meta_progress_token, Place::deep},
    {Place::meta, "io.modelcontextprotocol/protocolVersion", &Envelope::protocol_version, Place::deep},
    {Place::meta, "io.modelcontextprotocol/clientCapabilities", &Envelope::client_capabilities, Place::deep},
    {Place::meta, "io.modelcontextprotocol/logLevel", &Envelope::log_level, Place::deep},
    {Place::result, "content", &Envelope::content},
    {Place::result, "isError", &Envelope::is_error},
    {Place::result, "_meta", &Envelope::result_meta, Place::result_meta},
    {Place::result, "resultType", &Envelope::result_type},
    {Place::result, "structuredContent", &Envelope::structured_content},
};

namespace detail {

// A place's keys, each in a bin of its own: a multiplier makes tags into bins, found when this is compiled.
constexpr std::size_t bin(std::uint64_t tag, std::uint64_t multiplier) {
  return (tag * multiplier) >> 59;
}
using Bins = std::array<std::uint8_t, 32>;  // numbers in kKnownKeys

constexpr bool separates(std::uint64_t multiplier) {
  std::array<std::uint32_t, kPlaces> taken{};
  for (const KnownKey& known : kKnownKeys) {
    const std::uint32_t bit = std::uint32_t{1} << bin(known.tag, multiplier);
    std::uint32_t& bins = taken[static_cast<std::size_t>(known.at)];
    if (bins & bit) return false;
    bins |= bit;
  }
  return true;
}

inline constexpr std::uint64_t kMultiplier = [] {
  constexpr std::uint64_t kStep = 0x9E3779B97F4A7C15;  // irregular: consecutive multiples share no high bits
  std::uint64_t multiplier = kStep;
  while (!separates(multiplier)) multiplier += kStep;
  return multiplier;
}();

inline constexpr std::array<Bins, kPlaces> kBins = [] {
  std::array<Bins, kPlaces> bins{};
  for (std::size_t i = 1; i < std::size(kKnownKeys); ++i) {
    const KnownKey& known = kKnownKeys[i];
    bins[static_cast<std::size_t>(known.at)][bin(known.tag, kMultiplier)] = static_cast<std::uint8_t>(i);
  }
  return bins;
}();

template <class Word>
inline bool same_word(const char* a, const char* b) {
  Word x, y;
  std::memcpy(&x, a, sizeof x);
  std::memcpy(&y, b, sizeof y);
  return x == y;
}

// Compares texts of one size. Keys are short, and a call to memcmp costs more than the comparison; the last
// words may overlap what was compared already.
inline bool same(const char* a, const char* b, std::size_t size) {
  if (size >= 8) {
    for (std::size_t i = 0; i + 8 < size; i += 8) {
      if (!same_word<std::uint64_t>(a + i, b + i)) return false;
    }
    return same_word<std::uint64_t>(a + size - 8, b + size - 8);
  }
  if (size >= 4)
    return same_word<std::uint32_t>(a, b) && same_word<std::uint32_t>(a + size - 4, b + size - 4);
  return size < 2 ? size == 0 || *a == *b : same_word<std::uint16_t>(a, b) && a[size - 1] == b[size - 1];
}

}  // namespace detail

// Whether two texts of one size differ by ASCII case at most.
bool same_but_for_case(std::string_view a, std::string_view b);

// The known key of `place` that `key` spells, or null. `exact` is false if it differs by ASCII case.
[[gnu::always_inline]] inline const KnownKey* find_known(Place place, std::string_view key, bool& exact) {
  if (key.empty()) return nullptr;
  const std::uint64_t tag = key_tag(key);
  const detail::Bins& bins = detail::kBins[static_cast<std::size_t>(place)];
  const KnownKey& known = kKnownKeys[bins[detail::bin(tag, detail::kMultiplier)]];
  if (known.tag != tag) return nullptr;
  exact = detail::same(known.key.data(), key.data(), key.size());
  return exact || same_but_for_case(known.key, key) ? &known : nullptr;
}

// A known key as it mostly stands in a line, with the quote and the colon behind it, for a comparison of all
// its bytes at once.
struct alignas(32) QuickKey {
  char text[16] = {};
  Span Envelope::*slot = nullptr;
  std::uint32_t mask = 1 << 16;  // a bit for every byte of the text; this one is never set
  std::uint8_t size = 0;         // of the text
  Place inside = Place::plain;
};

namespace detail {

// Four bytes of a text tell the keys of a place apart, or nearly so. The shortest is `id":`.
constexpr std::size_t quick_bin(std::uint32_t head) {
  return (head * 0x9E3779B1) >> 27;
}

// At most 14 bytes long, so that quote and colon find room; one of two that share a bin has to stay out.
inline constexpr std::array<std::array<QuickKey, 32>, kPlaces> kQuick = [] {
  std::array<std::array<QuickKey, 32>, kPlaces> quick{};
  for (auto& bins : quick)
    bins.fill(QuickKey{});  // g++ 12 leaves members of untouched elements without their defaults
  for (const KnownKey& known : kKnownKeys) {
    if (known.key.empty() || known.key.size() + 2 > sizeof(QuickKey::text)) continue;
    QuickKey made;
    for (const char c : known.key) made.text[made.size++] = c;
    made.text[made.size++] = '"';
    made.text[made.size++] = ':';
    made.mask = (std::uint32_t{1} << made.size) - 1;
    made.slot = known.slot;
    made.inside = known.inside;
    std::uint32_t head = 0;
    for (int i = 3; i >= 0; --i) head = head << 8 | static_cast<unsigned char>(made.text[i]);
    QuickKey& bin = quick[static_cast<std::size_t>(known.at)][quick_bin(head)];
    if (bin.size == 0) bin = made;
  }
  return quick;
}();

static_assert(kQuick[0][0].mask == QuickKey{}.mask && kQuick[0][0].mask != 0);

}  // namespace detail

// The known key of `place` that the line has at `p`, spelled exactly and followed by its quote and colon.
// Null says nothing: find_known() knows more.
[[gnu::always_inline]] inline const QuickKey* find_quick(Place place, const char* p, const char* end) {
#ifdef CALLGATE_LANES
  if (std::endian::native == std::endian::little && end - p >= 16) [[likely]] {
    std::uint32_t head;
    std::memcpy(&head, p, sizeof head);
    const QuickKey& quick = detail::kQuick[static_cast<std::size_t>(place)][detail::quick_bin(head)];
    const std::uint64_t hits = detail::mask(detail::same(detail::load(p), detail::load(quick.text)));
    if ((hits & quick.mask) == quick.mask) return &quick;
  }
#endif
  return nullptr;
}

}  // namespace callgate::json
