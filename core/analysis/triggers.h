// Where any of many short literals stands in a text: the first look of the finders, at several bytes a
// nanosecond whatever their number.
#pragma once

#include <algorithm>
#include <bit>
#include <compare>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include "core/analysis/shape.h"

namespace callgate::analysis {

// Every second position of the text is asked, by a hash of three bytes, whether a literal may stand there;
// for every literal two neighbouring positions of its own, the rarest, are known to that table, so that one
// of them is asked. What the table lets through is compared.
class Triggers {
 public:
  // The heads of these shapes: runs of a fixed length, at least four bytes together. Their numbers are their
  // places in the list.
  explicit Triggers(const std::vector<Shape>& heads);

  // Calls found(number, at) for every place where a head begins, nearly in the order of the text: a head may
  // come a few bytes late.
  template <class Found>
  void each(std::string_view text, Found found) const;

 private:
  static constexpr unsigned kMinBits = 13, kMaxBits = 18, kBucketBits = 12;
  static constexpr std::size_t kBlock = 16, kReach = 24;  // bytes asked at once, and readable for it
  // "At these three bytes (their slot), that head may have begun `offset` before."
  struct Entry {
    std::uint32_t slot;
    std::uint16_t head;
    std::uint16_t offset;
    auto operator<=>(const Entry&) const = default;
  };
  // Sixteen bytes of the text, with a bit for every second one where something is marked.
  struct Block {
    const char* at;
    unsigned hits;
  };

  // The same number on every machine; compilers make one load of it.
  static std::uint32_t load(const char* p) {
    const auto byte = [p](int i) { return std::uint32_t{static_cast<unsigned char>(p[i])}; };
    return byte(0) | byte(1) << 8 | byte(2) << 16 | byte(3) << 24;
  }
  // Of the first three bytes only: the factor moves the fourth one out.
  static constexpr std::uint32_t kFactor = 0x3779B100u;
  std::uint32_t slot(std::uint32_t word) const { return word * kFactor >> shift_; }
  bool marked(std::uint32_t at) const { return marks_[at >> 5] >> (at & 31) & 1; }
  bool marked(const char* p) const { return marked(slot(load(p))); }

  // The first block from `p` on in which something is marked; `hits` is 0 at the end, when fewer than kReach
  // bytes are left.
  Block scan(const char* p, const char* end) const;
  Block scan_avx2(const char* p, const char* end) const;

  void enter(std::uint16_t head, std::size_t offset);
  void sort_into_buckets(unsigned lower_bits);
  bool fits(std::uint16_t head, std::string_view text, std::size_t at) const;
  void hit(std::uint32_t slot, std::string_view text, std::size_t at, const auto& found) const;

  std::vector<std::vector<ByteSet>> heads_;
  unsigned shift_;                    // so that slots have as many bits as the entries need
  std::vector<std::uint32_t> marks_;  // a bit for every slot that has entries
  decltype(&Triggers::scan) scan_;
  std::vector<Entry> entries_;        // in the order of their slots
  std::vector<std::uint32_t> first_;  // by a slot's upper bits: the first entry that can be its own
};

void Triggers::hit(std::uint32_t slot, std::string_view text, std::size_t at, const auto& found) const {
  const std::uint32_t bucket = slot >> (32 - shift_ - kBucketBits);
  for (std::uint32_t i = first_[bucket]; i < first_[bucket + 1]; ++i) {
    const Entry entry = entries_[i];
    if (entry.slot == slot && at >= entry.offset && fits(entry.head, text, at - entry.offset))
      found(std::size_t{entry.head}, at - entry.offset);
  }
}

template <class Found>
void Triggers::each(std::string_view text, Found found) const {
  const char *begin = text.data(), *end = begin + text.size();
  std::size_t at = 0;
  while (at + kReach <= text.size()) {
    const Block block = (this->*scan_)(begin + at, end);
    at = static_cast<std::size_t>(block.at - begin);
    if (block.hits == 0) break;
    for (unsigned hits = block.hits; hits != 0; hits &= hits - 1) {
      const char* p = block.at + 2 * std::countr_zero(hits);
      const auto place = static_cast<std::size_t>(p - begin);
      // Its neighbour is marked as well if a head stands here: most of what is marked by chance ends at this.
      if (marked(p + 1) || (place > 0 && marked(p - 1))) hit(slot(load(p)), text, place, found);
    }
    at += kBlock;
  }
  // What is left is too short to be read sixteen bytes at a time where it stands.
  const std::size_t left = text.size() - at;
  if (left < 3) return;
  char last[kBlock + kReach] = {};
  std::memcpy(last, begin + at, left);
  for (std::size_t block = 0; block + 3 <= left; block += kBlock) {
    for (unsigned hits = (this->*scan_)(last + block, last + block + kReach).hits; hits != 0;
         hits &= hits - 1) {
      const std::size_t place = block + 2 * static_cast<std::size_t>(std::countr_zero(hits));
      if (place + 3 <= left) hit(slot(load(last + place)), text, at + place, found);
    }
  }
}

}  // namespace callgate::analysis
