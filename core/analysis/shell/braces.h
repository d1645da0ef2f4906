// {a,b} and {1..3}: one word written for several.
#pragma once

#include <vector>

#include "core/analysis/shell/syntax.h"

namespace callgate::analysis::shell {

// Fills `into` with the words that `word` stands for; leaves it empty when it stands for itself alone. False
// when there would be over 128 or over 64 KiB of them, or the word is longer than 2048.
bool expand_braces(const Word& word, std::vector<Word>& into);

}  // namespace callgate::analysis::shell
