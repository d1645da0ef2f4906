// Where any of many short literals stands in a text: the first look of the finders, at several bytes a
// nanosecond whatever their number.
#pragma once

#include <compare>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include "core/analysis/shape.h"

namespace callgate::analysis {

// Every second position of the text is asked, by a hash of three bytes, whether a literal may stand there; for
// every literal two neighbouring positions of its own, the rarest, are known to that table, so that one of
// them is asked. What the table lets through is compared.
class Triggers {
 public:
  // The heads of these shapes: runs of a fixed length, at least four bytes together. Their numbers are their
  // places in the list.
  explicit Triggers(const std::vector<Shape>& heads);

  // Calls found(number, at) for every place where a head begins, from `from` on, nearly in the order of the
  // text (a head may come a few bytes late). It answers where to go on, at the earliest; 0: anywhere.
  template <class Found>
  void each(std::string_view text, std::size_t from, Found found) const;

 private:
  static constexpr unsigned kBits = 17, kBucketBits = 12;
  // "At these three bytes (their slot), that head may have begun `offset` before."
  struct Entry {
    std::uint32_t slot;
    std::uint16_t head;
    std::uint16_t offset;
    auto operator<=>(const Entry&) const = default;
  };

  // The same number on every machine; compilers make one load of it.
  static std::uint32_t load(const char* p) {
    const auto byte = [p](int i) { return std::uint32_t{static_cast<unsigned char>(p[i])}; };
    return byte(0) | byte(1) << 8 | byte(2) << 16 | byte(3) << 24;
  }
  static std::uint32_t slot(std::uint32_t word) { return (word << 8) * 0x9E3779B1u >> (32 - kBits); }
  bool marked(std::uint32_t at) const { return marks_[at >> 6] >> (at & 63) & 1; }
  void enter(std::uint16_t head, std::size_t offset);
  bool fits(std::uint16_t head, std::string_view text, std::size_t at) const;
  std::size_t hit(std::uint32_t slot, std::string_view text, std::size_t at, std::size_t from,
                  const auto& found) const;

  std::vector<std::vector<ByteSet>> heads_;
  std::vector<std::uint64_t> marks_;
  std::vector<Entry> entries_;         // in the order of their slots
  std::vector<std::uint32_t> first_;  // by a slot's upper bits: the first entry that can be its own
};

std::size_t Triggers::hit(std::uint32_t slot, std::string_view text, std::size_t at, std::size_t from,
                          const auto& found) const {
  std::size_t next = 0;
  const std::uint32_t bucket = slot >> (kBits - kBucketBits);
  for (std::uint32_t i = first_[bucket]; i < first_[bucket + 1]; ++i) {
    const Entry entry = entries_[i];
    if (entry.slot != slot || at < from + entry.offset || !fits(entry.head, text, at - entry.offset)) continue;
    if (const std::size_t go_on = found(entry.head, at - entry.offset); go_on > next) next = go_on;
  }
  return next;
}

template <class Found>
void Triggers::each(std::string_view text, std::size_t from, Found found) const {
  std::size_t at = from;
  const auto look = [&](std::size_t place, std::uint32_t word) {
    const std::uint32_t where = slot(word);
    return marked(where) ? hit(where, text, place, from, found) : 0;
  };
  while (text.size() >= 20 && at <= text.size() - 20) {
    const char* p = text.data() + at;
    bool any = false;
    for (int i = 0; i < 16; i += 2) any |= marked(slot(load(p + i)));
    std::size_t next = 0;
    if (any) [[unlikely]] {
      for (std::size_t i = 0; i < 16 && next <= at + i; i += 2) {
        if (const std::size_t go_on = look(at + i, load(p + i)); go_on > next) next = go_on;
      }
    }
    at = next > at + 16 ? next : at + 16;
    if (next > at) from = next;
  }
  for (; text.size() >= 3 && at <= text.size() - 3; at += 2) {
    char last[4] = {};
    std::memcpy(last, text.data() + at, text.size() - at < 4 ? 3 : 4);
    if (const std::size_t next = look(at, load(last)); next > at + 2) at = next - 2;
  }
}

}  // namespace callgate::analysis
