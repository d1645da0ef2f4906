// What values an operator can judge.
#pragma once

#include <string_view>

#include "core/policy_lint/tool_arguments.h"

namespace callgate::policy_lint {

// Values of other types are a type error for it. Operators that compare, and those on any value: kAnyType.
constexpr Types types_taken_by(std::string_view op) {
  constexpr Types kText = only(json::Type::string), kNumber = only(json::Type::number);
  constexpr Types kList = only(json::Type::array), kObject = only(json::Type::object);
  for (const std::string_view one : {"lt", "lte", "gt", "gte", "between"})
    if (op == one) return kNumber;
  for (const std::string_view one :
       {"glob", "regex", "startsWith", "endsWith", "under", "host", "scheme", "cidr"})
    if (op == one) return kText;
  for (const std::string_view one : {"contains", "notContains", "containsAny"})
    if (op == one) return kText | kList;
  return op == "len" ? kText | kList | kObject : kAnyType;
}

}  // namespace callgate::policy_lint
