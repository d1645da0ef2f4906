// The values that `enum` and `const` allow.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/json/decimal.h"

namespace callgate::analysis::schema {

// A set of JSON values. Values are equal as JSON Schema says (2020-12 core, section 4.2.2): numbers by value,
// strings by their characters, objects whatever the order of their members.
class Choice {
 public:
  // Of raw JSON values, which must outlive the set.
  explicit Choice(std::vector<std::string_view> texts);
  // Looks at scalars without allocating, unless they have escapes.
  bool contains(std::string_view value) const;
  // Raw, in the order of the schema.
  const std::vector<std::string_view>& texts() const { return texts_; }

 private:
  void add(std::string_view text);

  std::vector<std::string_view> texts_;
  std::vector<std::string> strings_, composites_;  // decoded; canonical. Both sorted.
  std::vector<json::Decimal> numbers_;             // sorted
  bool null_ = false, true_ = false, false_ = false;
};

}  // namespace callgate::analysis::schema
