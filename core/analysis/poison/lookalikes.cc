#include "core/analysis/poison/code_points.h"
#include "core/analysis/poison/finders.h"

namespace callgate::analysis {
namespace {

// Letters that belong to no Latin word: Greek, Cyrillic, Armenian, Cherokee, mathematical and full-width
// ones.
bool is_foreign(std::uint32_t c) {
  return between(c, 0x0370, 0x03FF) || between(c, 0x0400, 0x052F) || between(c, 0x0531, 0x058F) ||
         between(c, 0x13A0, 0x13FF) || between(c, 0x1D400, 0x1D7FF) || between(c, 0xFF21, 0xFF5A);
}

// Of those, the ones that read as Latin letters.
bool is_twin(std::uint32_t c) {
  constexpr char32_t kTwins[] = U"АВЕЅІЈКМНОРСТУХаеѕіјорсухһԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧονօսցհ";
  if (between(c, 0x1D400, 0x1D7FF) || between(c, 0xFF21, 0xFF5A) || between(c, 0x13A0, 0x13FF)) return true;
  for (const char32_t twin : kTwins) {
    if (twin == c) return true;
  }
  return false;
}

bool is_latin(std::uint32_t c) {
  return between(c | 0x20, 'a', 'z') || between(c, 0xC0, 0x24F);
}

}  // namespace

void find_lookalikes(std::string_view text, PoisonContext context, std::vector<Poison>& out) {
  std::size_t at = skip_visible(text, 0);
  while (at < text.size()) {
    // The word around the first character beyond ASCII.
    std::size_t begin = at;
    while (begin > 0 && is_latin(static_cast<unsigned char>(text[begin - 1]) & 0x7Fu) && text[begin - 1] > 0)
      --begin;
    std::size_t end = begin, foreign = 0, latin = 0, twins = 0;
    while (end < text.size()) {
      const CodePoint next = code_point_at(text, end);
      if (is_foreign(next.code)) {
        ++foreign;
        twins += is_twin(next.code);
      } else if (is_latin(next.code)) {
        ++latin;
      } else if (next.code < 0x80 || !between(next.code, 0x300, 0x36F)) {
        break;
      }
      end += next.size;
    }
    const bool name_of_twins = context == PoisonContext::name && foreign > 2 && twins == foreign;
    if ((twins > 0 && latin > 1) || name_of_twins) out.push_back(poison_at(begin, end, "lookalike", false));
    at = skip_visible(text, end > at ? end : at + code_point_at(text, at).size);
  }
}

}  // namespace callgate::analysis
