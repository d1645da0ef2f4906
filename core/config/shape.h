// What an object of a configuration may hold, said once as a constant table. The same table checks a tree and
// is printed as JSON Schema (schema.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "core/base/clock.h"

namespace callgate::config {

enum class Kind : std::uint8_t {
  anything,  // not looked at
  boolean,
  integer,   // low..high
  number,    // with or without a fraction, low..high
  text,      // a string; with low = 1 not an empty one
  word,      // one of `words`
  duration,  // "15m"; low..high in milliseconds
  size,      // 65536 or "64KiB"; low..high in bytes
  list,      // of inner[0]
  map,       // an object with keys of the user's, each value an inner[0]
  object,    // of `fields`; other keys may hold an inner[0], if there is one; with low = 1 not an empty one
  either,    // one of inner[0..inner_count)
};

struct Field;

// A type. Points to constant tables only, so it can be copied and never ends.
struct Shape {
  Kind kind = Kind::anything;
  std::int64_t low = 0, high = 0;
  const std::string_view* words = nullptr;
  std::size_t word_count = 0;
  const Shape* inner = nullptr;
  std::size_t inner_count = 0;
  const Field* fields = nullptr;
  std::size_t field_count = 0;
  // Of a text, and of the keys that a user chooses: what is wrong with it, empty if nothing is.
  std::string (*fault)(std::string_view text) = nullptr;
  // Of an object that may hold itself: the name under which the schema defines it once.
  std::string_view name;

  std::span<const std::string_view> all_words() const { return {words, word_count}; }
  std::span<const Shape> all_inner() const { return {inner, inner_count}; }
  std::span<const Field> all_fields() const;
};

// What becomes of a key when it is there.
enum class Standing : std::uint8_t {
  used,     // read
  ignored,  // a host's own: a warning says that it means nothing here
  later,    // of the language, but this version cannot do it: an error, never silence
  foreign,  // known from elsewhere and wrong here: an error with the field's own advice
};

struct Field {
  std::string_view key;
  Shape shape;
  std::string_view about;     // for the schema; of a `later` or `foreign` key the advice in its error
  std::string_view fallback;  // the value when it is left out, as JSON; empty if there is none
  Standing standing = Standing::used;
  bool required = false;
};

inline std::span<const Field> Shape::all_fields() const {
  return {fields, field_count};
}

constexpr Shape anything() {
  return {};
}
constexpr Shape boolean() {
  return {.kind = Kind::boolean};
}
constexpr Shape integer(std::int64_t low, std::int64_t high) {
  return {.kind = Kind::integer, .low = low, .high = high};
}
constexpr Shape number(std::int64_t low, std::int64_t high) {
  return {.kind = Kind::number, .low = low, .high = high};
}
constexpr Shape text() {
  return {.kind = Kind::text};
}
constexpr Shape filled_text() {
  return {.kind = Kind::text, .low = 1};
}
// A text of a language of its own, such as a pattern.
constexpr Shape text_in(std::string (*fault)(std::string_view)) {
  return {.kind = Kind::text, .low = 1, .fault = fault};
}
constexpr Shape duration(Millis low, Millis high) {
  return {.kind = Kind::duration, .low = low.count(), .high = high.count()};
}
constexpr Shape size(std::int64_t low, std::int64_t high) {
  return {.kind = Kind::size, .low = low, .high = high};
}
template <std::size_t N>
constexpr Shape word(const std::string_view (&words)[N]) {
  return {.kind = Kind::word, .words = words, .word_count = N};
}
constexpr Shape list_of(const Shape& item) {
  return {.kind = Kind::list, .inner = &item, .inner_count = 1};
}
constexpr Shape map_of(const Shape& value) {
  return {.kind = Kind::map, .inner = &value, .inner_count = 1};
}
constexpr Shape map_of(const Shape& value, std::string (*fault)(std::string_view)) {
  return {.kind = Kind::map, .inner = &value, .inner_count = 1, .fault = fault};
}
template <std::size_t N>
constexpr Shape object(const Field (&fields)[N]) {
  return {.kind = Kind::object, .fields = fields, .field_count = N};
}
template <std::size_t N>
constexpr Shape either(const Shape (&choices)[N]) {
  return {.kind = Kind::either, .inner = choices, .inner_count = N};
}

// "a list of strings", "true or false", "one of "off" and "enforce"": what `shape` wants, for messages.
std::string describe(const Shape& shape);

// "a, b and c", with `last` between the last two.
std::string join(std::span<const std::string> parts, std::string_view last);

}  // namespace callgate::config
