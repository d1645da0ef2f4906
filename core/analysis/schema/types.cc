#include "core/analysis/schema/types.h"

#include <vector>

#include "core/json/decimal.h"

namespace callgate::analysis::schema {
namespace {

struct Named {
  std::string_view name;
  TypeSet types;
};
// "number" before "integer", so that both bits together are named by the wider word.
constexpr Named kTypes[] = {{"string", kString},   {"number", kNumber}, {"integer", kInteger},
                            {"boolean", kBoolean}, {"object", kObject}, {"array", kArray},
                            {"null", kNull}};

}  // namespace

TypeSet type_named(std::string_view name) {
  for (const Named& type : kTypes) {
    if (type.name == name) return type.types;
  }
  return 0;
}

std::string names_of(TypeSet types) {
  std::vector<std::string_view> names;
  for (const Named& type : kTypes) {
    if ((types & type.types) != type.types) continue;
    names.push_back(type.name);
    types &= static_cast<TypeSet>(~type.types);
  }
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) text += i + 1 == names.size() ? " or " : ", ";
    text += names[i];
  }
  return text.empty() ? "nothing" : text;
}

bool has_type(TypeSet types, std::string_view value) {
  switch (value.empty() ? 'n' : value.front()) {
    case '{':
      return types & kObject;
    case '[':
      return types & kArray;
    case '"':
      return types & kString;
    case 't':
    case 'f':
      return types & kBoolean;
    case 'n':
      return types & kNull;
    default:
      break;
  }
  if ((types & kFraction) || !(types & kInteger)) return types & kFraction;
  if (value.find_first_of(".eE") == value.npos) return true;
  const auto number = json::Decimal::read(value);
  return number && number->is_integer();
}

}  // namespace callgate::analysis::schema
