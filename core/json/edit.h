// Splices: a line stays as it came, and what has to differ is replaced where it stands.
#pragma once

#include <boost/container/small_vector.hpp>
#include <string>
#include <string_view>

#include "core/json/scan.h"

namespace callgate::json {

// Replaces the bytes at `at` by `text`. An empty span inserts at `at.at`.
struct Edit {
  Span at;
  std::string text;
};
using Edits = boost::container::small_vector<Edit, 4>;

// Puts the edits into the order of the line. Spans must not overlap; of two at one place an insertion comes first, and
// two insertions keep their order.
void sort(Edits& edits);

// The line with its (sorted) edits applied, as one string.
std::string apply(std::string_view line, const Edits& edits);

// An edit that takes the member with this raw value out of `object` (both views into `line`), comma included.
Edit remove_member(std::string_view line, std::string_view object, std::string_view value);

// An edit that puts `members` ("\"k\":1,\"l\":2", without outer commas) first into `object`.
Edit insert_members(std::string_view line, std::string_view object, std::string_view members);

}  // namespace callgate::json
