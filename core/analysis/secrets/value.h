// Whether a string that stands where a secret could stand is one: not a placeholder, and nothing one can
// read.
#pragma once

#include <string_view>

namespace callgate::analysis {

// Stands for a secret, but is none: "<your-token>", "${TOKEN}", "xxxxxxxx", "changeme", "...", "%s".
bool is_placeholder(std::string_view value);

// 8-4-4-4-12 hexadecimal digits.
bool is_uuid(std::string_view value);

// What people read stands under a name that means a secret: a placeholder, the name itself, a word such as
// "string" or "required", a sentence.
bool is_label(std::string_view value, std::string_view key);

// Made of words, numbers at most at their ends: identifiers, file names, sentences. The bigrams that count as
// those of words make up 98.5 % of a few million words of technical English.
// `allowed`: hundredths of oddity per pair of characters.
bool reads_like_words(std::string_view value, unsigned allowed = 18);

// What generators make and people choose for secrets; at least `least` characters. Paths, URLs, code, UUIDs
// and version numbers are none.
bool looks_secret(std::string_view value, std::size_t least);

// What people choose as a password: letters and digits, or signs, in one piece.
bool looks_chosen(std::string_view value);

}  // namespace callgate::analysis
