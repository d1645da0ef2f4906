// Looks into JSON text that the scanner has accepted, without building anything: members, elements, strings.
// Every function here may be called on validated text only; on other text the results are unspecified, but
// never read beyond it.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/json/scan.h"

namespace callgate::json {

enum class Type : std::uint8_t { object, array, string, number, boolean, null };
constexpr Type type_of(std::string_view value) {
  switch (value.empty() ? 'n' : value.front()) {
    case '{':
      return Type::object;
    case '[':
      return Type::array;
    case '"':
      return Type::string;
    case 't':
    case 'f':
      return Type::boolean;
    case 'n':
      return Type::null;
    default:
      return Type::number;
  }
}

struct Member {
  std::string_view key;    // raw text between the quotes
  std::string_view value;  // raw text of the value
};

// Walks the members of an object, in the order of the text.
//   Members walk(object); Member m; while (walk.next(m)) …
class Members {
 public:
  explicit Members(std::string_view object);
  bool next(Member& member);

 private:
  const char *at_, *end_;
};

// Walks the elements of an array.
class Elements {
 public:
  explicit Elements(std::string_view array);
  bool next(std::string_view& element);

 private:
  const char *at_, *end_;
};

// The raw value of the first member whose key is written exactly as `key`; empty if there is none or `object`
// is no object.
std::string_view member(std::string_view object, std::string_view key);
// The same by a path of keys: member(text, {"params", "name"}).
std::string_view member(std::string_view object, std::initializer_list<std::string_view> path);

// The characters a string literal (with its quotes) stands for. Empty for anything else.
std::string decode(std::string_view literal);
// True if `literal` is a string literal that stands for exactly `text`; allocates nothing unless it has
// escapes.
bool equals(std::string_view literal, std::string_view text);
// A string literal for UTF-8 `text`; escapes what JSON demands and nothing more. Bad UTF-8 becomes U+FFFD.
std::string quote(std::string_view text);
void append_quoted(std::string& out, std::string_view text);

bool is_true(std::string_view value);
// The value of an integer literal that fits; nothing for any other text.
std::optional<std::int64_t> integer(std::string_view value);

// Where `part` (a view into `line`) stands.
inline Span span_of(std::string_view line, std::string_view part) {
  return {static_cast<std::uint32_t>(part.data() - line.data()), static_cast<std::uint32_t>(part.size())};
}
inline std::string_view text_of(std::string_view line, Span span) {
  return line.substr(span.at, span.size);
}

}  // namespace callgate::json
