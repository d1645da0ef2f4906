#include "core/analysis/schema/fields.h"

#include <charconv>
#include <limits>

#include "core/json/decimal.h"
#include "core/json/escape.h"
#include "core/json/view.h"

namespace callgate::analysis::schema {

Fields::Fields(std::string_view object) {
  if (!is_object(object)) return;
  json::Members walk(object);
  for (json::Member member; walk.next(member);) {
    Field field{{}, member.value};
    json::append_decoded(field.name, member.key);
    fields_.push_back(std::move(field));
  }
}

std::string_view Fields::operator[](std::string_view name) const {
  for (const Field& field : fields_) {
    if (field.name == name) return field.value;
  }
  return {};
}

bool is_object(std::string_view value) {
  return !value.empty() && value.front() == '{';
}
bool is_array(std::string_view value) {
  return !value.empty() && value.front() == '[';
}
bool is_string(std::string_view value) {
  return !value.empty() && value.front() == '"';
}
bool is_schema(std::string_view value) {
  return is_object(value) || value == "true" || value == "false";
}

std::vector<std::string_view> elements_of(std::string_view array) {
  std::vector<std::string_view> elements;
  json::Elements walk(array);
  for (std::string_view element; walk.next(element);) elements.push_back(element);
  return elements;
}

std::optional<std::size_t> count_of(std::string_view value) {
  const auto number = json::Decimal::read(value);
  if (!number || !number->is_integer() || number->is_negative()) return std::nullopt;
  double count = 0;
  const auto [stop, failed] = std::from_chars(value.data(), value.data() + value.size(), count);
  constexpr double kExact = 9007199254740992.0;
  if (failed != std::errc() || count >= kExact) return std::numeric_limits<std::size_t>::max();
  return static_cast<std::size_t>(count);
}

}  // namespace callgate::analysis::schema
