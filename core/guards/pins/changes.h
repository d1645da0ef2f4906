// What is different between two definitions of a tool, place by place.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace callgate::guard {

struct Change {
  std::string path;           // inputSchema.properties.path.maxLength, required[2], properties["odd key"]
  std::string before, after;  // raw JSON; empty: it was not there, it is not there any more
};

// The smallest places at which two valid JSON values differ, by path; at most `limit` of them. Neither the
// order of keys nor the spelling of texts and numbers makes a difference. Elements of lists are compared by
// their position.
std::vector<Change> changes_between(std::string_view before, std::string_view after, std::size_t limit = 500);

// The changes in a few words that are safe to show to a model: the names of places alone, and of numbers and
// truth values what they were and are. "description, annotations.readOnlyHint (true, now false) and 2 more".
std::string summary_of(const std::vector<Change>& changes);

}  // namespace callgate::guard
