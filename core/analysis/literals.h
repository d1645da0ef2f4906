// String literals in the raw text of JSON: where they are, and what places in their text are in them.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "core/json/envelope.h"

namespace callgate::analysis {

// Where the inside of the literal ends that begins at `at`, behind its opening quote.
std::size_t literal_end(std::string_view json, std::size_t at);

// The inside of the literal around `at`, which must lie in one, of validated JSON. No quote before
// `not_before` is looked at, so that a walk that passes the end of the last literal is linear. Empty with
// begin > end: none.
struct Literal {
  std::size_t begin = 1, end = 0;
  explicit operator bool() const { return begin <= end; }
};
Literal literal_around(std::string_view json, std::size_t at, std::size_t not_before);

// The spans are of what json::append_decoded() makes of `raw`; now they become spans of `raw`, whole escapes
// included. One pass over `raw`.
void to_raw(std::string_view raw, const std::vector<json::Span*>& spans);

}  // namespace callgate::analysis
