#include "core/analysis/poison/words.h"

#include <algorithm>
#include <array>
#include <string>

#include "core/analysis/byte_set.h"
#include "core/analysis/poison/code_points.h"

namespace callgate::analysis {
namespace {

constexpr ByteSet kWordBytes{"0-9a-zA-Z_'"};

bool in_word(char c) {
  return kWordBytes.has(c) || static_cast<signed char>(c) < 0;
}

// The Latin letter (or digit) that a character stands for: full width, mathematical, circled, squared; 0:
// none.
char plain_of(std::uint32_t c) {
  if (between(c, 0xFF10, 0xFF19) || between(c, 0xFF21, 0xFF3A) || between(c, 0xFF41, 0xFF5A))
    return static_cast<char>(c - 0xFF01 + '!');
  if (between(c, 0x1D400, 0x1D6A3))
    return "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"[(c - 0x1D400) % 52];
  if (between(c, 0x24B6, 0x24E9)) return static_cast<char>((c - 0x24B6) % 26 + 'a');
  if (between(c, 0x1F130, 0x1F189))
    return (c - 0x1F130) % 32 < 26 ? static_cast<char>((c - 0x1F130) % 32 + 'a') : '\0';
  return '\0';
}

// Characters that nobody sees, and apostrophes.
bool is_nothing(std::uint32_t c) {
  return c == '\'' || c == 0x2019 || c == 0xAD || between(c, 0x200B, 0x200D) || c == 0x2060 || c == 0xFEFF;
}

std::uint32_t lower_of(std::uint32_t c) {
  if (between(c, 0xC0, 0xDE) && c != 0xD7) return c + 0x20;
  if (between(c, 0x0391, 0x03A9) || between(c, 0x0410, 0x042F)) return c + 0x20;
  return between(c, 0x0400, 0x040F) ? c + 0x50 : c;
}

void append_lower(std::string& out, std::string_view word) {
  const std::size_t begin = out.size();
  for (std::size_t at = 0; at < word.size();) {
    const CodePoint here = code_point_at(word, at);
    const std::uint32_t low = lower_of(here.code);
    if (is_nothing(here.code)) {
      // Left out.
    } else if (const char plain = here.code < 0x80 ? word[at] : plain_of(here.code)) {
      out += kUpper.has(plain) ? static_cast<char>(plain | 0x20) : plain;
    } else if (low != here.code) {  // of two bytes, like its capital
      out += static_cast<char>(0xC0 | low >> 6);
      out += static_cast<char>(0x80 | (low & 0x3F));
    } else {
      out.append(word.substr(at, here.size));
    }
    at += here.size;
  }
  // Digits before letters.
  constexpr std::string_view kDigitsFor = "oizeasgtb";
  for (std::size_t i = begin; i + 1 < out.size(); ++i) {
    const char c = out[i];
    if (c >= '0' && c <= '8' && kLetters.has(out[i + 1]) &&
        (i > begin ? kLetters.has(out[i - 1]) : out.size() - begin >= 5))
      out[i] = kDigitsFor[static_cast<std::size_t>(c - '0')];
  }
}

bool ends_sentence(std::string_view text, std::size_t at, std::size_t next) {
  for (std::size_t i = at; i < next; ++i) {
    const bool stop = ".!?;"_set.has(text[i]);
    if (stop && i + 1 < next && kSpace.has(text[i + 1])) return true;
    if (text[i] == '|') return true;  // of a table
    if (text[i] != '\n' || i + 1 >= next) continue;
    // An empty line, or one more point of a list.
    if (text[i + 1] == '\n' || text[i + 1] == '#') return true;
    if ("*-"_set.has(text[i + 1]) && i + 2 < next && text[i + 2] == ' ') return true;
  }
  return false;
}

}  // namespace

Words::Words(std::string_view text) {
  constexpr std::size_t kLongName = 3;  // blanks of a name that reads like a sentence
  std::size_t at = 0;
  while (at < text.size()) {
    while (at < text.size() && !in_word(text[at])) ++at;
    if (at == text.size()) break;
    if (!words_.empty()) {
      Word& last = words_.back();
      last.ends_sentence = ends_sentence(text, last.at + last.size, at);
    }
    std::size_t end = at;
    while (end < text.size() && in_word(text[end])) ++end;
    const std::size_t behind = end;
    while (at < end && text[at] == '\'') ++at;
    while (end > at && text[end - 1] == '\'') --end;
    const std::string_view word = text.substr(at, end - at);
    if (std::ranges::count(word, '_') < static_cast<std::ptrdiff_t>(kLongName)) {
      add(text, at, end);
    } else {
      for (std::size_t part = at; part < end;) {
        const std::size_t next = std::min(end, text.find('_', part));
        if (next > part) add(text, part, next);
        part = next + 1;
      }
    }
    at = behind;
  }
  join_letters(text);
  if (!words_.empty()) words_.back().ends_sentence = true;
}

void Words::add(std::string_view text, std::size_t begin, std::size_t end) {
  const auto low = static_cast<std::uint32_t>(low_.size());
  append_lower(low_, text.substr(begin, end - begin));
  words_.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end - begin), low,
                    static_cast<std::uint32_t>(low_.size()) - low, false});
}

// "i g n o r e" and "i-g-n-o-r-e" are one word: at least four letters with the same single sign between them.
void Words::join_letters(std::string_view text) {
  constexpr std::size_t kFewest = 4;
  std::size_t kept = 0;
  for (std::size_t i = 0; i < words_.size();) {
    std::size_t next = i + 1;
    const char sign = text[words_[i].at + words_[i].size < text.size() ? words_[i].at + words_[i].size : 0];
    while (next < words_.size() && words_[next - 1].low_size == 1 && words_[next].low_size == 1 &&
           words_[next].at == words_[next - 1].at + words_[next - 1].size + 1 &&
           text[words_[next].at - 1] == sign)
      ++next;
    if (next - i < kFewest) next = i + 1;
    Word joined = words_[i];
    joined.size = words_[next - 1].at + words_[next - 1].size - joined.at;
    joined.low_size = words_[next - 1].low + words_[next - 1].low_size - joined.low;
    joined.ends_sentence = words_[next - 1].ends_sentence;
    words_[kept++] = joined;
    i = next;
  }
  words_.resize(kept);
}

bool is_denied(const Words& words, std::size_t first) {
  constexpr std::array<std::string_view, 13> kDenials{"not",    "never",    "dont", "cannot", "cant",
                                                      "mustnt", "shouldnt", "no",   "nicht",  "pas",
                                                      "не",     "nie",      "não"};
  for (std::size_t back = 1; back <= 6 && back <= first; ++back) {
    if (words[first - back].ends_sentence) return false;
    if (std::ranges::find(kDenials, words.text(first - back)) != kDenials.end()) return true;
  }
  return false;
}

Phrase::Phrase(std::string_view pattern) {
  while (!pattern.empty()) {
    const auto blank = std::min(pattern.find(' '), pattern.size());
    std::string_view part = pattern.substr(0, blank);
    pattern.remove_prefix(std::min(blank + 1, pattern.size()));
    Step step;
    if (part.starts_with('~')) {
      step.gap = static_cast<std::size_t>(part[1] - '0');
    } else {
      if (part.ends_with('?')) {
        step.optional = true;
        part.remove_suffix(1);
      }
      step.forbidden = part.starts_with('!');
      if (step.forbidden) part.remove_prefix(1);
      while (!part.empty()) {
        const auto bar = std::min(part.find('|'), part.size());
        step.words.emplace_back(part.substr(0, bar));
        part.remove_prefix(std::min(bar + 1, part.size()));
      }
    }
    steps_.push_back(std::move(step));
  }
}

std::size_t Phrase::match(const Words& words, std::size_t at, std::size_t step) const {
  if (step == steps_.size()) return at;
  const Step& here = steps_[step];
  if (here.words.empty()) {
    for (std::size_t skipped = 0; skipped <= here.gap && at + skipped < words.size(); ++skipped) {
      if (const std::size_t end = match(words, at + skipped, step + 1)) return end;
      if (words[at + skipped].ends_sentence) break;
    }
    return 0;
  }
  if (here.forbidden) {
    const bool follows = at < words.size() && !words[at - 1].ends_sentence &&
                         std::ranges::find(here.words, words.text(at)) != here.words.end();
    return follows ? 0 : match(words, at, step + 1);
  }
  if (at < words.size()) {
    const std::string_view word = words.text(at);
    for (const std::string& wanted : here.words) {
      const std::string_view stem = std::string_view(wanted).substr(0, wanted.size() - 1);
      const bool fits = wanted.back() == '*' ? word.starts_with(stem) : word == wanted;
      if (!fits) continue;
      const bool cut = words[at].ends_sentence && step + 1 < steps_.size() && !steps_[step + 1].forbidden;
      if (const std::size_t end = cut ? 0 : match(words, at + 1, step + 1)) return end;
      break;
    }
  }
  return here.optional ? match(words, at, step + 1) : 0;
}

void PhraseTable::add(std::string_view pattern) {
  phrases_.emplace_back(pattern);
  for (const std::string& word : phrases_.back().first()) by_first_[word].push_back(phrases_.size() - 1);
}

}  // namespace callgate::analysis
