// Sequences of words in text, whatever stands between them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace callgate::analysis {

// The words of a stretch of text in lower case, and where they stand. What only looks different reads the
// same: letters of full width, in circles and of mathematics, digits in the place of letters ("prev1ous"),
// letters set apart ("i g n o r e"), invisible characters within. Long names are taken apart at "_".
class Words {
 public:
  struct Word {
    std::uint32_t at, size;       // in the text
    std::uint32_t low, low_size;  // in the lower-case copy
    bool ends_sentence;           // nothing behind it belongs to the same sentence
  };
  explicit Words(std::string_view text);

  std::size_t size() const { return words_.size(); }
  const Word& operator[](std::size_t i) const { return words_[i]; }
  std::string_view text(std::size_t i) const {
    return std::string_view(low_).substr(words_[i].low, words_[i].low_size);
  }

 private:
  void add(std::string_view text, std::size_t begin, std::size_t end);
  void join_letters(std::string_view text);

  std::string low_;
  std::vector<Word> words_;
};

// Whether "not", "never" and the like stand up to six words before `first`, in the same sentence.
bool is_denied(const Words& words, std::size_t first);

// A phrase: words separated by blanks. "a|b" is one of them, "a*" a word that begins so, "a?" may be missing,
// "~3" stands for up to three words of the same sentence, "!a|b" for no word at all, but neither of these may
// follow. The first word is plain: no "*", no "?".
class Phrase {
 public:
  explicit Phrase(std::string_view pattern);
  const std::vector<std::string>& first() const { return steps_.front().words; }
  // Behind which word the phrase ends that begins with word `from`; 0: it does not begin there.
  std::size_t match(const Words& words, std::size_t from) const { return match(words, from, 0); }

 private:
  struct Step {
    std::vector<std::string> words;  // none: a gap
    std::size_t gap = 0;
    bool optional = false, forbidden = false;
  };
  std::size_t match(const Words& words, std::size_t at, std::size_t step) const;
  std::vector<Step> steps_;
};

// Many phrases, found by their first words.
class PhraseTable {
 public:
  void add(std::string_view pattern);
  // Calls found(number, first, end) for every phrase and every word it begins with; `end` is behind its last
  // word.
  template <class Found>
  void each(const Words& words, Found found) const {
    for (std::size_t i = 0; i < words.size(); ++i) {
      const auto numbers = by_first_.find(std::string(words.text(i)));
      if (numbers == by_first_.end()) continue;
      for (const std::size_t number : numbers->second) {
        if (const std::size_t end = phrases_[number].match(words, i)) found(number, i, end);
      }
    }
  }

 private:
  std::vector<Phrase> phrases_;
  std::unordered_map<std::string, std::vector<std::size_t>> by_first_;
};

}  // namespace callgate::analysis
