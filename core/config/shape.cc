#include "core/config/shape.h"

#include <vector>

#include "core/config/jsonc.h"

namespace callgate::config {
namespace {

std::string choices(std::span<const std::string_view> words) {
  std::vector<std::string> parts;
  for (const std::string_view word : words) parts.push_back(quoted(word));
  return join(parts, " or ");
}

std::string describe_many(const Shape& shape) {
  switch (shape.kind) {
    case Kind::text:
      return "strings";
    case Kind::number:
      return "numbers";
    case Kind::integer:
      return "whole numbers";
    case Kind::map:
    case Kind::object:
      return "objects";
    case Kind::word:
      return "the words " + choices(shape.all_words());
    default:
      return "values";
  }
}

}  // namespace

std::string join(std::span<const std::string> parts, std::string_view last) {
  std::string text;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) text += i + 1 == parts.size() ? std::string(last) : ", ";
    text += parts[i];
  }
  return text;
}

std::string describe(const Shape& shape) {
  switch (shape.kind) {
    case Kind::anything:
      return "a value";
    case Kind::boolean:
      return "true or false";
    case Kind::integer:
      if (shape.low == shape.high) return std::to_string(shape.low);
      return "a whole number from " + std::to_string(shape.low) + " to " + std::to_string(shape.high);
    case Kind::number:
      return "a number from " + std::to_string(shape.low) + " to " + std::to_string(shape.high);
    case Kind::text:
      return shape.low > 0 ? "a string that is not empty" : "a string";
    case Kind::word:
      return choices(shape.all_words());
    case Kind::duration:
      return "a duration such as \"30s\", \"15m\" or \"24h\"";
    case Kind::size:
      return "a size such as 65536 or \"100MiB\"";
    case Kind::list:
      return "a list of " + describe_many(shape.inner[0]);
    case Kind::map:
    case Kind::object:
      return "an object";
    case Kind::either: {
      std::vector<std::string> parts;
      for (const Shape& choice : shape.all_inner()) parts.push_back(describe(choice));
      return join(parts, " or ");
    }
  }
  return "a value";
}

}  // namespace callgate::config
