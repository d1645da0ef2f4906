#include "core/analysis/triggers.h"

#include <algorithm>
#include <array>

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>
#define CALLGATE_GATHER
#endif

namespace callgate::analysis {
namespace {

constexpr std::size_t kLongest = 24;  // no head needs more to be told from prose

// How often a byte is met in ten thousand of prose and code, roughly.
constexpr unsigned weight(char c) {
  constexpr unsigned kLetterWeights[26] = {650, 150, 280, 340, 1000, 220, 180, 350, 600, 20,  70, 320, 230,
                                           560, 600, 210, 10,  520,  540, 740, 240, 90,  150, 30, 150, 15};
  if (kLower.has(c)) return kLetterWeights[c - 'a'];
  if (c == ' ') return 1500;
  if (c == '-' || c == '_' || c == '=' || c == '/' || c == '.' || c == '*' || c == '#') return 120;
  return c == '"' || c == ':' || c == '0' || c == '1' ? 80 : 25;
}

constexpr auto kWeights = [] {
  std::array<unsigned, 256> weights{};
  for (std::size_t c = 0; c < 256; ++c) weights[c] = weight(static_cast<char>(c));
  return weights;
}();

unsigned weight(const ByteSet& set) {
  unsigned sum = 0;
  set.each([&sum](char c) { sum += kWeights[static_cast<unsigned char>(c)]; });
  return sum;
}

std::vector<ByteSet> head_of(const Shape& shape) {
  std::vector<ByteSet> head;
  for (const Shape::Run& run : shape.runs()) {
    for (int i = 0; i < run.min && head.size() < kLongest; ++i) head.push_back(run.set);
    if (run.min != run.max) break;
  }
  return head;
}

// Of the places at which three bytes and the three that begin one later can be asked for, the rarest.
std::size_t rarest(const std::vector<ByteSet>& head) {
  std::vector<double> weights;
  for (std::size_t i = 0; i < head.size(); ++i) {
    const bool same = i > 0 && head[i] == head[i - 1];  // most heads end in a run of one set
    weights.push_back(same ? weights.back() : weight(head[i]));
  }
  std::size_t best = 0;
  double lowest = 1e300;
  for (std::size_t at = 0; at + 4 <= head.size(); ++at) {
    const double sum = weights[at + 1] * weights[at + 2] * (weights[at] + weights[at + 3]);
    if (sum < lowest) lowest = sum, best = at;
  }
  return best;
}

}  // namespace

Triggers::Triggers(const std::vector<Shape>& heads) : scan_(&Triggers::scan) {
#ifdef CALLGATE_GATHER
  if (__builtin_cpu_supports("avx2")) scan_ = &Triggers::scan_avx2;
#endif
  for (const Shape& shape : heads) {
    heads_.push_back(head_of(shape));
    const std::size_t at = rarest(heads_.back());
    const auto number = static_cast<std::uint16_t>(heads_.size() - 1);
    enter(number, at);
    enter(number, at + 1);
  }
  // One slot in a hundred or so; more would not stay in the cache, fewer would be met by chance.
  unsigned bits = kMinBits;
  while (bits < kMaxBits && (entries_.size() << 7) >> bits != 0) ++bits;
  shift_ = 32 - bits;
  marks_.resize((std::size_t{1} << bits) / 32);
  for (Entry& entry : entries_) entry.slot = slot(entry.slot);
  sort_into_buckets(bits - kBucketBits);
  for (const Entry& entry : entries_) marks_[entry.slot >> 5] |= 1u << (entry.slot & 31);
}

// By the upper bits of their slots, each entry once. There are many, and every program start pays.
void Triggers::sort_into_buckets(unsigned lower_bits) {
  std::vector<std::uint32_t> end((1u << kBucketBits) + 1);
  for (const Entry& entry : entries_) ++end[(entry.slot >> lower_bits) + 1];
  for (std::size_t i = 1; i < end.size(); ++i) end[i] += end[i - 1];
  std::vector<Entry> sorted(entries_.size());
  std::vector<std::uint32_t> next(end.begin(), end.end() - 1);
  for (const Entry& entry : entries_) sorted[next[entry.slot >> lower_bits]++] = entry;
  entries_.clear();
  first_.assign(end.size(), 0);
  for (std::size_t bucket = 0; bucket + 1 < end.size(); ++bucket) {
    const auto begin = sorted.begin() + end[bucket], behind = sorted.begin() + end[bucket + 1];
    std::sort(begin, behind);
    entries_.insert(entries_.end(), begin, std::unique(begin, behind));
    first_[bucket + 1] = static_cast<std::uint32_t>(entries_.size());
  }
}

void Triggers::enter(std::uint16_t head, std::size_t offset) {
  const auto members = [&](std::size_t i) {
    std::vector<std::uint32_t> all;
    heads_[head][offset + i].each([&](char c) { all.push_back(static_cast<unsigned char>(c)); });
    return all;
  };
  const auto first = members(0), second = members(1), third = members(2);
  for (const std::uint32_t a : first) {
    for (const std::uint32_t b : second) {
      for (const std::uint32_t c : third) {
        entries_.push_back({a | b << 8 | c << 16, head, static_cast<std::uint16_t>(offset)});
      }
    }
  }
}

Triggers::Block Triggers::scan(const char* p, const char* end) const {
  for (; end - p >= static_cast<std::ptrdiff_t>(kReach); p += kBlock) {
    unsigned hits = 0;
    for (int i = 0; i < 8; ++i) hits |= static_cast<unsigned>(marked(p + 2 * i)) << i;
    if (hits != 0) return {p, hits};
  }
  return {p, 0};
}

#ifdef CALLGATE_GATHER
// The same with eight lookups at a time.
__attribute__((target("avx2"))) Triggers::Block Triggers::scan_avx2(const char* p, const char* end) const {
  const __m256i words = _mm256_setr_epi8(0, 1, 2, 3, 2, 3, 4, 5, 4, 5, 6, 7, 6, 7, 8, 9,  //
                                         0, 1, 2, 3, 2, 3, 4, 5, 4, 5, 6, 7, 6, 7, 8, 9);
  const __m256i factor = _mm256_set1_epi32(kFactor), low = _mm256_set1_epi32(31);
  const int* table = reinterpret_cast<const int*>(marks_.data());
  const __m128i shift = _mm_cvtsi32_si128(static_cast<int>(shift_));
  for (; end - p >= static_cast<std::ptrdiff_t>(kReach); p += kBlock) {
    const __m128i* lanes = reinterpret_cast<const __m128i*>(p);
    const __m128i* half = reinterpret_cast<const __m128i*>(p + 8);
    const __m256i bytes = _mm256_set_m128i(_mm_loadu_si128(half), _mm_loadu_si128(lanes));
    const __m256i product = _mm256_mullo_epi32(_mm256_shuffle_epi8(bytes, words), factor);
    const __m256i slots = _mm256_srl_epi32(product, shift);
    const __m256i found = _mm256_i32gather_epi32(table, _mm256_srli_epi32(slots, 5), 4);
    // The wanted bit goes to the top, where movemask reads it.
    const __m256i bits = _mm256_sllv_epi32(found, _mm256_andnot_si256(slots, low));
    const int hits = _mm256_movemask_ps(_mm256_castsi256_ps(bits));
    if (hits != 0) return {p, static_cast<unsigned>(hits)};
  }
  return {p, 0};
}
#endif

bool Triggers::fits(std::uint16_t head, std::string_view text, std::size_t at) const {
  const std::vector<ByteSet>& sets = heads_[head];
  if (text.size() - at < sets.size()) return false;
  for (std::size_t i = 0; i < sets.size(); ++i) {
    if (!sets[i].has(text[at + i])) return false;
  }
  return true;
}

}  // namespace callgate::analysis
