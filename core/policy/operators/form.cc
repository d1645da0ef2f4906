// exists, type, schema: whether a value is there and of what form it is.
#include <algorithm>

#include "core/analysis/schema/schema.h"
#include "core/config/jsonc.h"
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

class OfSchema final : public PositiveOperator {
 public:
  explicit OfSchema(analysis::CompiledSchema schema) : schema_(std::move(schema)) {}

 private:
  Truth judge(const Value& value, Scene&) const override {
    return truth(schema_.fits(value.raw.empty() ? config::quoted(value.text) : std::string(value.raw)));
  }
  const analysis::CompiledSchema schema_;
};

}  // namespace

PredicatePtr make_exists(const Node& operand, const Operands&) {
  return std::make_unique<Exists>(operand.truth);
}

PredicatePtr make_type(const Node& operand, const Operands& operands) {
  return std::make_unique<OfType>(operands.texts(operand));
}

PredicatePtr make_schema(const Node& operand, const Operands& operands) {
  auto schema = analysis::CompiledSchema::compile(config::compact(operand));
  if (schema) return std::make_unique<OfSchema>(std::move(*schema));
  operands.error(operand, "this is no JSON Schema", schema.error().what);
  return nullptr;
}

}  // namespace callgate::policy
