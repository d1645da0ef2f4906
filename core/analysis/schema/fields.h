// The members of a schema object under their decoded names, for the compiler.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace callgate::analysis::schema {

struct Field {
  std::string name;
  std::string_view value;  // raw
};

class Fields {
 public:
  // No fields for anything but an object. `object` must outlive them.
  explicit Fields(std::string_view object);
  // The raw value of the first field of that name; empty if there is none.
  std::string_view operator[](std::string_view name) const;
  bool has(std::string_view name) const { return !(*this)[name].empty(); }

  std::vector<Field>::const_iterator begin() const { return fields_.begin(); }
  std::vector<Field>::const_iterator end() const { return fields_.end(); }

 private:
  std::vector<Field> fields_;
};

bool is_object(std::string_view value);
bool is_array(std::string_view value);
bool is_string(std::string_view value);
// A schema is an object or a boolean.
bool is_schema(std::string_view value);
// The raw elements of an array; none for anything else.
std::vector<std::string_view> elements_of(std::string_view array);
// A number that counts something: 0 or more, without a fractional part. What does not fit is the largest.
std::optional<std::size_t> count_of(std::string_view value);

}  // namespace callgate::analysis::schema
