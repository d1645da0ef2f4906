// What hidden instructions say, as tables. Every row stands for many wordings; the languages are those in
// which such texts have been seen, and those most people write in.
#pragma once

#include <span>
#include <string_view>

namespace callgate::analysis {

struct PhraseRow {
  std::string_view kind;
  std::string_view pattern;    // a Phrase of words.h
  bool anywhere = false;       // in results too
  bool unless_denied = false;  // harmless behind a "not" or "never" of its sentence
};
std::span<const PhraseRow> order_rows();
std::span<const PhraseRow> secrecy_rows();
std::span<const PhraseRow> demand_rows();
std::span<const PhraseRow> shadowing_rows();
std::span<const PhraseRow> language_rows();
std::span<const PhraseRow> result_rows();

// Texts that are found as they are: phrases of languages without blanks between words, and marks of
// importance that only a model takes for its owner's.
std::span<const std::string_view> literal_phrases();
std::span<const std::string_view> importance_marks();
// More of them, which results may hold as well as not.
std::span<const std::string_view> definition_marks();

// Shapes one of which begins within every phrase, literal or mark that counts in results.
std::span<const std::string_view> result_anchors();

}  // namespace callgate::analysis
