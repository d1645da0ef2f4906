#pragma once

#include <string>
#include <string_view>

#include "wire_json.h"

namespace callgate::test {

// Why `actual` is not what `pattern` describes, with the place ("/result/isError: expected true, came
// false"); empty when it is. Objects match as subsets, arrays and scalars exactly; README.md lists the
// matchers ({"$any": true} …). What {"$capture": name} met is added to `captured`.
std::string mismatch(const Json& pattern, const Json& actual, Json& captured);

// True when `text` is what `pattern` describes, where '*' stands for any characters. Linear in practice.
bool glob_matches(std::string_view pattern, std::string_view text);

}  // namespace callgate::test
