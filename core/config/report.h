// What is wrong with a text that a person wrote, and how it is shown: the sentence, the place, the line with
// a caret under it, and what to do.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace callgate::config {

// One text as read, with the name under which its author knows it.
struct Source {
  std::string file;
  std::string text;
};
using SourcePtr = std::shared_ptr<const Source>;

// Where something stands. Lines and columns count from 1, columns in characters (code points, not bytes); a
// string begins at its opening quote. `width` is how many characters of that line belong to it.
struct Place {
  std::size_t offset = 0;
  std::uint32_t line = 1, column = 1, width = 1;
};

// One thing that is wrong. Without a source it is about no text (a missing file, a flag), and `place` means
// nothing.
struct Problem {
  std::string what;  // a sentence without a full stop: unknown key "alow" in permissions
  SourcePtr source;
  Place place;
  std::string label;  // beside the caret: did you mean "allow"?
  std::string hint;   // what to do; may be empty
};
using Problems = std::vector<Problem>;

// "policy.jsonc:31:7".
std::string where(const Source& source, const Place& place);

// By file, in the order in which they first appear, and within a file from top to bottom. What has no place
// comes first.
void sort_by_place(Problems& problems);

// Over several lines, as a person at a terminal wants it; ends without a line break. Long lines are shown in
// part. `heading` says what it is.
std::string render(const Problem& problem, std::string_view heading = "error");

// "policy.jsonc:31:7: unknown key "alow" in permissions: did you mean "allow"?", for logs.
std::string one_line(const Problem& problem);

}  // namespace callgate::config
