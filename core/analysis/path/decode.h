// What a path may turn into on its way to the file that is opened.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace callgate::analysis {

// Whether any of `loosely_decoded` or a change of separators could make another path of it. One look at each
// byte.
bool may_read_otherwise(std::string_view path);

// The path as careless programs read it: percent signs decoded, again and again, overlong UTF-8 and
// full-width forms as the ASCII they stand for, typographic slashes and dots as plain ones.
std::string loosely_decoded(std::string_view path);

// The pieces between NUL bytes, line ends, quotes, '=' and blanks, those that look like paths of their own:
// what stands before a NUL, what begins with '/', '~' or '.'.
std::vector<std::string_view> paths_within(std::string_view text);

}  // namespace callgate::analysis
