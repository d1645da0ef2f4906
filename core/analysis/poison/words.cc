#include "core/analysis/poison/words.h"

#include "core/analysis/byte_set.h"

namespace callgate::analysis {
namespace {

constexpr ByteSet kWordBytes{"0-9a-zA-Z_'"};

bool in_word(char c) {
  return kWordBytes.has(c) || static_cast<signed char>(c) < 0;
}

// Lower case for the two alphabets whose capitals lie in one row of UTF-8 each.
void append_lower(std::string& out, std::string_view word) {
  for (std::size_t i = 0; i < word.size(); ++i) {
    const auto byte = [&](std::size_t k) {
      return static_cast<unsigned char>(k < word.size() ? word[k] : 0);
    };
    if (word[i] == '\'') continue;
    if (byte(i) == 0xE2 && byte(i + 1) == 0x80 && byte(i + 2) == 0x99) {  // U+2019, the other apostrophe
      i += 2;
    } else if (byte(i) == 0xD0 && byte(i + 1) >= 0x90 && byte(i + 1) <= 0xAF) {
      const bool second_row = byte(i + 1) >= 0xA0;
      out += second_row ? '\xD1' : '\xD0';
      out += static_cast<char>(byte(i + 1) + (second_row ? -0x20 : 0x20));
      ++i;
    } else {
      out += kUpper.has(word[i]) ? static_cast<char>(word[i] | 0x20) : word[i];
    }
  }
}

bool ends_sentence(std::string_view text, std::size_t at, std::size_t next) {
  for (std::size_t i = at; i < next; ++i) {
    const bool stop = text[i] == '.' || text[i] == '!' || text[i] == '?';
    if (stop && i + 1 < next && kSpace.has(text[i + 1])) return true;
    if (text[i] != '\n' || i + 1 >= next) continue;
    // An empty line, or one more point of a list.
    if (text[i + 1] == '\n' || text[i + 1] == '#') return true;
    if ("*-"_set.has(text[i + 1]) && i + 2 < next && text[i + 2] == ' ') return true;
  }
  return false;
}

}  // namespace

Words::Words(std::string_view text) {
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
    const auto low = static_cast<std::uint32_t>(low_.size());
    append_lower(low_, text.substr(at, end - at));
    words_.push_back({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end - at), low,
                      static_cast<std::uint32_t>(low_.size()) - low, false});
    at = end;
  }
  if (!words_.empty()) words_.back().ends_sentence = true;
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
  if (at < words.size()) {
    const std::string_view word = words.text(at);
    for (const std::string& wanted : here.words) {
      const std::string_view stem = std::string_view(wanted).substr(0, wanted.size() - 1);
      const bool fits = wanted.back() == '*' ? word.starts_with(stem) : word == wanted;
      if (!fits) continue;
      const bool cut = words[at].ends_sentence && step + 1 < steps_.size();
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
