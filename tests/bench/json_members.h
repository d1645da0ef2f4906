// Reads members out of JSON text that is known to be well formed: what the driver and the bench server send
// each other, in whatever order and spacing a program between them chose to write it. Nothing is decoded and
// nothing is copied.
#pragma once

#include <cstddef>
#include <string_view>

namespace callgate::bench {

// The offset just past the value that starts at or after `at`; npos if the text ends inside it.
std::size_t value_end(std::string_view text, std::size_t at);

// The first offset at or after `at` that is no JSON white space.
std::size_t skip_space(std::string_view text, std::size_t at);

// Calls visit(key, value) for each member of the object: the key without its quotes, the value as raw text.
// False if the text is no object or ends early.
template <class Visit>
bool each_member(std::string_view object, Visit&& visit) {
  std::size_t at = skip_space(object, 0);
  if (at >= object.size() || object[at] != '{') return false;
  at = skip_space(object, at + 1);
  while (at < object.size() && object[at] == '"') {
    const std::size_t key_end = value_end(object, at);
    if (key_end == std::string_view::npos) return false;
    const std::string_view key = object.substr(at + 1, key_end - at - 2);
    at = skip_space(object, skip_space(object, key_end) + 1);
    const std::size_t end = value_end(object, at);
    if (end == std::string_view::npos) return false;
    visit(key, object.substr(at, end - at));
    at = skip_space(object, end);
    if (at < object.size() && object[at] == ',') at = skip_space(object, at + 1);
  }
  return at < object.size() && object[at] == '}';
}

// The raw value of one member; empty if the object has none of that name.
std::string_view member(std::string_view object, std::string_view key);

}  // namespace callgate::bench
