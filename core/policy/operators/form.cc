// exists, type: whether a value is there and of what kind it is.
#include <algorithm>

#include "core/json/decimal.h"
#include "core/policy/operators.h"

namespace callgate::policy {
namespace {

using config::Node;

class Exists final : public Predicate {
 public:
  explicit Exists(bool wanted) : wanted_(wanted) {}
  Truth holds(const Value& value, Scene&) const override { return truth(value.there == wanted_); }

 private:
  const bool wanted_;
};

bool is_of(std::string_view type, const Value& value) {
  switch (value.type) {
    case json::Type::object:
      return type == "object";
    case json::Type::array:
      return type == "array";
    case json::Type::string:
      return type == "string";
    case json::Type::boolean:
      return type == "boolean";
    case json::Type::null:
      return type == "null";
    case json::Type::number:
      break;
  }
  if (type == "number") return true;
  const auto number = type == "integer" ? json::Decimal::read(value.text) : std::nullopt;
  return number && number->is_integer();
}

class OfType final : public PositiveOperator {
 public:
  explicit OfType(std::vector<std::string> types) : types_(std::move(types)) {}

 private:
  Truth judge(const Value& value, Scene&) const override {
    return truth(std::ranges::any_of(types_, [&](const std::string& type) { return is_of(type, value); }));
  }
  const std::vector<std::string> types_;
};

}  // namespace

PredicatePtr make_exists(const Node& operand, const Operands&) {
  return std::make_unique<Exists>(operand.truth);
}

PredicatePtr make_type(const Node& operand, const Operands& operands) {
  return std::make_unique<OfType>(operands.texts(operand));
}

}  // namespace callgate::policy
