// JSONC texts in one form: blanks, line breaks and indentation; every token stays as it is written.
#pragma once

#include <string>

#include "core/config/report.h"

namespace callgate::config {

inline constexpr std::size_t kLineWidth = 120;  // characters

// A text that parse_jsonc has read, laid out anew. Comments, the order of keys and the spelling of values
// stay; commas after a last element go where the bracket closes on the same line. The author's line breaks
// between elements stay too, and new ones come where a line would be longer than kLineWidth: what stands on
// one line and fits is left there. Formatting the result changes nothing any more.
std::string format_jsonc(const SourcePtr& source);

}  // namespace callgate::config
