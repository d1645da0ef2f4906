// lt, lte, gt, gte, between, len: numbers by their exact value.
#include <algorithm>
#include <charconv>

#include "core/json/decimal.h"
#include "core/policy/operators.h"

namespace callgate::policy {
namespace {

using config::Node;
using json::Decimal;

// A number of the rule; it looks into its own text, so it stays where it is.
struct Bound {
  explicit Bound(std::string spelled) : text(std::move(spelled)), value(Decimal::read(text)) {}
  Bound(const Bound&) = delete;
  Bound& operator=(const Bound&) = delete;
  const std::string text;
  const std::optional<Decimal> value;
};

// Nothing and a doubt in the scene if it is no number, or one of absurd size.
std::optional<Decimal> number_of(const Value& value, Scene& scene, std::string_view op) {
  const auto number = value.type == json::Type::number ? Decimal::read(value.text) : std::nullopt;
  if (!number) scene.misfit(value, op, "a number");
  return number;
}

enum class Side : std::uint8_t { lt, lte, gt, gte };
constexpr std::string_view kSideNames[] = {"lt", "lte", "gt", "gte"};

class Compare final : public PositiveOperator {
 public:
  Compare(Side side, const Node& operand) : side_(side), bound_(operand.text) {}

 private:
  Truth judge(const Value& value, Scene& scene) const override {
    const std::string_view name = kSideNames[static_cast<std::size_t>(side_)];
    const auto number = number_of(value, scene, name);
    if (!number || !bound_.value) return Truth::unknown;
    const auto order = *number <=> *bound_.value;
    switch (side_) {
      case Side::lt:
        return truth(order < 0);
      case Side::lte:
        return truth(order <= 0);
      case Side::gt:
        return truth(order > 0);
      case Side::gte:
        return truth(order >= 0);
    }
    return Truth::unknown;
  }

  const Side side_;
  const Bound bound_;
};

class Between final : public PositiveOperator {
 public:
  Between(const Node& low, const Node& high) : low_(low.text), high_(high.text) {}

 private:
  Truth judge(const Value& value, Scene& scene) const override {
    const auto number = number_of(value, scene, "between");
    if (!number || !low_.value || !high_.value) return Truth::unknown;
    return truth(*number >= *low_.value && *number <= *high_.value);
  }

  const Bound low_, high_;
};

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::size_t parts(const Value& value) {
  std::size_t count = 0;
  const json::Outline& outline = *value.outline;
  for (std::uint32_t at = value.at + 1; at < outline[value.at].end; at = outline[at].end) ++count;
  return count;
}

class Length final : public PositiveOperator {
 public:
  explicit Length(PredicatePtr of_count) : of_count_(std::move(of_count)) {}

 private:
  Truth judge(const Value& value, Scene& scene) const override {
    const bool container = value.type == json::Type::array || value.type == json::Type::object;
    if (value.type != json::Type::string && !(container && value.outline)) {
      return scene.misfit(value, "len", "a string, a list or an object");
    }
    char digits[24];
    const std::size_t count = container ? parts(value) : characters(value.text);
    const char* const end = std::to_chars(digits, digits + sizeof digits, count).ptr;
    const std::string_view text(digits, static_cast<std::size_t>(end - digits));
    return of_count_->holds({.there = true, .type = json::Type::number, .text = text, .raw = text}, scene);
  }

  const PredicatePtr of_count_;
};

}  // namespace

PredicatePtr make_lt(const Node& operand, const Operands&) {
  return std::make_unique<Compare>(Side::lt, operand);
}
PredicatePtr make_lte(const Node& operand, const Operands&) {
  return std::make_unique<Compare>(Side::lte, operand);
}
PredicatePtr make_gt(const Node& operand, const Operands&) {
  return std::make_unique<Compare>(Side::gt, operand);
}
PredicatePtr make_gte(const Node& operand, const Operands&) {
  return std::make_unique<Compare>(Side::gte, operand);
}

PredicatePtr make_between(const Node& operand, const Operands& operands) {
  if (operand.items.size() != 2) {
    operands.error(operand, "\"between\" takes two numbers, the lowest and the highest that fit");
    return nullptr;
  }
  return std::make_unique<Between>(operand.items[0], operand.items[1]);
}

PredicatePtr make_len(const Node& operand, const Operands& operands) {
  if (operand.type == config::Type::number) return std::make_unique<Length>(make_eq(operand, operands));
  std::vector<PredicatePtr> parts;
  for (const config::Member& member : operand.members) {
    const auto form = std::ranges::find(operator_forms(), std::string_view(member.key), &OperatorForm::name);
    if (form == operator_forms().end()) return nullptr;
    PredicatePtr part = form->make(member.value, operands);
    if (!part) return nullptr;
    parts.push_back(std::move(part));
  }
  return std::make_unique<Length>(joined(Join::all, std::move(parts)));
}

}  // namespace callgate::policy
