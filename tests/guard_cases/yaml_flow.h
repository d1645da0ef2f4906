// What YAML writes on one line: texts, plain and quoted, and collections in brackets.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "setup.h"

namespace callgate::guard_cases::yaml {

// Throws std::runtime_error.
[[noreturn]] void refuse(std::size_t line, const std::string& what);

std::string trimmed(std::string_view text);
std::string without_comment(std::string_view text);
// Where a key ends: a ':' before a blank or the end, outside of quotes and brackets; npos: nowhere.
std::size_t colon_in(std::string_view text);
// How many brackets are open at the end.
int open_brackets(std::string_view text);

// The value that the whole text is.
Json flow_value(std::string_view text, std::size_t line);

}  // namespace callgate::guard_cases::yaml
