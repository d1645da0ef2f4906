#include "core/guards/loops/token_set.h"

#include <algorithm>
#include <string>

#include "core/guard/fingerprint.h"

namespace callgate::guard {
namespace {

// How a character takes part in words.
enum class Part : std::uint8_t { separator, letter, dense, mark };

// Reads one code point of valid UTF-8 and moves on; a stray byte counts as itself.
char32_t next_point(std::string_view& text) {
  const auto lead = static_cast<unsigned char>(text.front());
  const std::size_t size = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (size == 1 || size > text.size()) {
    text.remove_prefix(1);
    return lead;
  }
  char32_t point = lead & (0xFFu >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) point = point << 6 | (static_cast<unsigned char>(text[i]) & 0x3F);
  text.remove_prefix(size);
  return point;
}

struct Range {
  char32_t first, last;
};
template <std::size_t N>
bool within(const Range (&ranges)[N], char32_t point) {
  return std::any_of(std::begin(ranges), std::end(ranges),
                     [point](const Range& range) { return point >= range.first && point <= range.last; });
}

// Unicode 15, Blocks.txt: signs, punctuation, arrows, pictures; accents that follow their letter; scripts
// that are written without spaces.
constexpr Range kSigns[] = {{0x80, 0xA9},     {0xAB, 0xB4},      {0xB6, 0xB9},     {0xBB, 0xBF},
                            {0xD7, 0xD7},     {0xF7, 0xF7},      {0x2000, 0x206F}, {0x20A0, 0x20CF},
                            {0x2190, 0x2BFF}, {0x3000, 0x3004},  {0x3008, 0x3020}, {0x30FB, 0x30FB},
                            {0xFE30, 0xFE4F}, {0xFF00, 0xFF0F},  {0xFF1A, 0xFF20}, {0xFF3B, 0xFF40},
                            {0xFF5B, 0xFF65}, {0x1F000, 0x1FAFF}};
constexpr Range kMarks[] = {{0x300, 0x36F}, {0xFE00, 0xFE0F}, {0x200C, 0x200D}};
constexpr Range kDense[] = {{0xE00, 0xEFF},   {0x1000, 0x109F}, {0x1780, 0x17FF},  {0x3005, 0x3007},
                            {0x3021, 0x30FA}, {0x30FC, 0x31FF}, {0x3400, 0x4DBF},  {0x4E00, 0x9FFF},
                            {0xF900, 0xFAFF}, {0xFF66, 0xFF9F}, {0x20000, 0x3FFFF}};

Part part_of(char32_t point) {
  if (point < 0x80) {
    const bool word =
        (point >= '0' && point <= '9') || (point >= 'A' && point <= 'Z') || (point >= 'a' && point <= 'z');
    return word ? Part::letter : Part::separator;
  }
  if (within(kMarks, point)) return Part::mark;
  if (within(kSigns, point)) return Part::separator;
  return within(kDense, point) ? Part::dense : Part::letter;
}

// U+00C0 to U+017F without their accents, in lower case; '.' where there is no single base letter.
constexpr std::string_view kLatinBase =
    "aaaaaa.ceeeeiiii.nooooo..uuuuy..aaaaaa.ceeeeiiii.nooooo..uuuuy.yaaaaaaccccccccdd..eeeeeeeeeegggg"
    "gggghh..iiiiiiiii...jjkk.llllll....nnnnnn...oooooo..rrrrrrsssssssstttt..uuuuuuuuuuuuwwyyyzzzzzz.";
static_assert(kLatinBase.size() == 0x180 - 0xC0);

char32_t folded(char32_t point) {
  if (point < 0x80) return point >= 'A' && point <= 'Z' ? point + 32 : point;
  if (point >= 0xC0 && point < 0x180 && kLatinBase[point - 0xC0] != '.')
    return static_cast<unsigned char>(kLatinBase[point - 0xC0]);
  if (point >= 0xC0 && point <= 0xDE && point != 0xD7) return point + 32;
  if (point >= 0x391 && point <= 0x3A9) return point + 32;
  if (point == 0x401 || point == 0x451) return 0x435;
  if (point >= 0x400 && point <= 0x40F) return point + 80;
  if (point >= 0x410 && point <= 0x42F) return point + 32;
  if (point >= 0x531 && point <= 0x556) return point + 48;
  if (point >= 0xFF21 && point <= 0xFF3A) return point - 0xFF21 + 'a';
  if (point >= 0xFF10 && point <= 0xFF19) return point - 0xFF10 + '0';
  if (point >= 0xFF41 && point <= 0xFF5A) return point - 0xFF41 + 'a';
  return point;
}

// Collects the tokens of one text.
class Cutter {
 public:
  explicit Cutter(std::vector<std::uint64_t>& tokens) : tokens_(tokens) {}

  void take(char32_t point) {
    const Part part = part_of(point);
    if (part == Part::mark) return;
    if (part != run_) end_run();
    if (part == Part::separator) return;
    run_ = part;
    const char32_t letter = folded(point);
    if (part == Part::dense) {
      if (!word_.empty()) add(std::u32string{word_.back(), letter});
      paired_ |= !word_.empty();
    }
    word_ += letter;
  }
  void end_run() {
    if (run_ == Part::letter || (run_ == Part::dense && !paired_)) add(word_);
    word_.clear();
    run_ = Part::separator;
    paired_ = false;
  }

 private:
  void add(const std::u32string& word) {
    if (word.empty() || tokens_.size() == TokenSet::kMaxTokens) return;
    tokens_.push_back(
        short_hash({reinterpret_cast<const char*>(word.data()), word.size() * sizeof(char32_t)}));
  }

  std::vector<std::uint64_t>& tokens_;
  std::u32string word_;
  Part run_ = Part::separator;
  bool paired_ = false;
};

}  // namespace

TokenSet::TokenSet(std::string_view utf8) {
  Cutter cutter(in_order);
  while (!utf8.empty() && in_order.size() < kMaxTokens) cutter.take(next_point(utf8));
  cutter.end_run();
  sorted = in_order;
  std::sort(sorted.begin(), sorted.end());
  sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
}

bool TokenSet::has(std::uint64_t token) const {
  return std::binary_search(sorted.begin(), sorted.end(), token);
}

double overlap(const TokenSet& a, const TokenSet& b) {
  if (a.sorted.empty() || b.sorted.empty()) return 0;
  const auto shared =
      std::count_if(a.sorted.begin(), a.sorted.end(), [&](std::uint64_t t) { return b.has(t); });
  return static_cast<double>(shared) / static_cast<double>(std::min(a.sorted.size(), b.sorted.size()));
}

}  // namespace callgate::guard
