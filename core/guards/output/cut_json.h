// JSON values made smaller without losing their form.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "core/guards/output/cut_text.h"
#include "core/json/outline.h"

namespace callgate::guard {

struct JsonLimits {
  std::size_t bytes;   // of the result, in its compact form
  std::size_t array;   // elements of an array
  std::size_t depth;   // levels of nesting, of containers that are not empty
  std::size_t string;  // bytes of a string in UTF-8
};

// What JSON must keep to whatever its size.
struct JsonBounds {
  std::size_t array = kAny, depth = kAny;
  bool none() const { return array == kAny && depth == kAny; }
};
// What of a value is beyond them.
struct JsonExcess {
  std::size_t elements = 0;  // of the first array that has too many; 0: none has
  std::string where;         // its path
  std::size_t levels = 0;    // that it is deep; 0: not too deep
  bool any() const { return elements > 0 || levels > 0; }
};
JsonExcess excess_of(const json::Outline& value, const JsonBounds& bounds);

// The value within the limits, compact: arrays lose their last elements, strings their ends (and end in
// "…"), what lies too deep is empty. If it is still too large, arrays and strings are made shorter and
// shorter; members of objects go only if that does not help, the last ones first. Nothing if not even an
// empty container fits. `value` must be whole, and an array or object.
std::optional<std::string> cut_json(const json::Outline& value, const JsonLimits& limits);

// The bytes of a raw JSON value in its compact form.
std::size_t compact_size(std::string_view raw);

}  // namespace callgate::guard
