// Numbers by their value, wherever and however they are written.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/guard/result_view.h"

namespace callgate::guard {

// One spelling for a JSON number: "37", "37.0" and "3.7e1" are one. Nothing if `text` is none, or has an
// exponent beyond 18 digits.
std::optional<std::string> number_of(std::string_view text);

// Adds the numbers of a result in that spelling, at most `most`: those of structured content, and what stands
// in texts as a word of its own, also with commas between thousands.
void numbers_in_result(const ResultView& result, std::size_t most, std::vector<std::string>& out);

// The same of one text.
void numbers_in_text(std::string_view text, std::size_t most, std::vector<std::string>& out);

}  // namespace callgate::guard
