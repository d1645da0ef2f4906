#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace callgate::test {

using Json = nlohmann::ordered_json;

// Reads one line of the wire for judging it, never for passing it on: a number that no double can hold
// (1e400) becomes a string of its own spelling. Empty when the line is no JSON.
std::optional<Json> read_wire(std::string_view line);

// The text of the member at `path` ("params", "arguments"), spelled as it stands in the line; empty when
// absent. `line` must be valid JSON. The view lives as long as the line.
std::string_view raw_member(std::string_view line, std::initializer_list<std::string_view> path);

// The member, or an empty object when there is none; lives as long as `object`.
const Json& object_at(const Json& object, const std::string& key);

// `value` with variables filled in, at every depth: a string that is just "$name" becomes the variable
// itself, and
// "${name}" inside a longer string or a key its text (as JSON: "${json:name}"). Names that `variables` does
// not have stay as they are.
Json fill_in(const Json& value, const Json& variables);
std::string fill_in_text(std::string_view text, const Json& variables);

// Compact text of a value; invalid UTF-8 is replaced, so it never throws.
std::string dump(const Json& value);

}  // namespace callgate::test
