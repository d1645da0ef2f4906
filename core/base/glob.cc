#include "core/base/glob.h"

#include <algorithm>
#include <array>
#include <bit>

namespace callgate {

bool glob_matches(std::string_view pattern, std::string_view text) {
  // Whatever stood before the last star that was reached needs no second look: only that star may take more.
  std::size_t p = 0, t = 0, star = pattern.npos, resume = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      resume = t;
    } else if (p < pattern.size() && pattern[p] == text[t]) {
      ++p, ++t;
    } else if (star != pattern.npos) {
      p = star + 1;
      t = ++resume;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', p) == pattern.npos;
}

PathGlob::PathGlob(std::string_view pattern) : folder_too_(pattern.ends_with("/**")) {
  within_.resize(pattern.size() / 64 + 1);
  anywhere_.resize(pattern.size() / 64 + 1);
  prefix_ = std::min(pattern.find('*'), pattern.size());
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] != '*') {
      characters_ += pattern[i];
      continue;
    }
    const std::size_t behind = std::min(pattern.find_first_not_of('*', i), pattern.size());
    auto& marks = behind - i > 1 ? anywhere_ : within_;
    marks[characters_.size() / 64] |= std::uint64_t{1} << (characters_.size() % 64);
    i = behind - 1;
  }
}

bool PathGlob::matches(std::string_view text) const {
  return fits(text) || (folder_too_ && fits(std::string(text) + '/'));
}

bool PathGlob::fits(std::string_view text) const {
  if (text.substr(0, prefix_) != std::string_view(characters_).substr(0, prefix_)) return false;
  std::array<std::uint64_t, 8> few{};
  const std::size_t words = within_.size();
  if (2 * words <= few.size()) return run(text.substr(prefix_), few.data(), few.data() + words);
  std::vector<std::uint64_t> many(2 * words);
  return run(text.substr(prefix_), many.data(), many.data() + words);
}

// Follows all positions at once: `live` holds one bit for each that the text so far may have reached.
bool PathGlob::run(std::string_view text, std::uint64_t* live, std::uint64_t* next) const {
  const std::size_t words = within_.size(), last = characters_.size();
  const std::uint64_t last_bit = std::uint64_t{1} << (last % 64);
  live[prefix_ / 64] = std::uint64_t{1} << (prefix_ % 64);
  if (live[last / 64] & anywhere_[last / 64] & last_bit) return true;
  for (const char c : text) {
    std::fill_n(next, words, 0);
    for (std::size_t word = 0; word < words; ++word) {
      next[word] |= live[word] & (c == '/' ? anywhere_[word] : within_[word] | anywhere_[word]);
      for (std::uint64_t rest = live[word]; rest != 0; rest &= rest - 1) {
        const std::size_t at = word * 64 + static_cast<std::size_t>(std::countr_zero(rest));
        if (at < last && characters_[at] == c) next[(at + 1) / 64] |= std::uint64_t{1} << ((at + 1) % 64);
      }
    }
    if (std::all_of(next, next + words, [](std::uint64_t bits) { return bits == 0; })) return false;
    std::swap(live, next);
    if (live[last / 64] & anywhere_[last / 64] & last_bit) return true;
  }
  return live[last / 64] & last_bit;
}

}  // namespace callgate
