#include "core/policy_lint/bounds.h"

#include <algorithm>
#include <optional>

#include "core/json/decimal.h"
#include "core/policy_lint/operand_types.h"

namespace callgate::policy_lint {
namespace {

using config::Member;
using config::Node;
using json::Decimal;

// An end of a range; the operand's text outlives it.
struct Bound {
  Decimal value;
  bool exclusive = false;
  const Member* from = nullptr;
};

// "gt" and the like, "between" and "eq" of numbers; also those inside "len".
struct Range {
  std::optional<Bound> low, high;

  void raise(const Node& operand, bool exclusive, const Member* from) {
    const auto value = Decimal::read(operand.text);
    if (!value) return;
    if (!low || low->value < *value || (low->value == *value && exclusive)) low = {*value, exclusive, from};
  }
  void lower(const Node& operand, bool exclusive, const Member* from) {
    const auto value = Decimal::read(operand.text);
    if (!value) return;
    if (!high || *value < high->value || (high->value == *value && exclusive))
      high = {*value, exclusive, from};
  }
  void take(const Member& member) {
    const Node& operand = member.value;
    if (member.key == "gt" || member.key == "gte") raise(operand, member.key == "gt", &member);
    if (member.key == "lt" || member.key == "lte") lower(operand, member.key == "lt", &member);
    if (member.key == "eq" && operand.type == config::Type::number) {
      raise(operand, false, &member);
      lower(operand, false, &member);
    }
    if (member.key == "between" && operand.items.size() == 2) {
      raise(operand.items[0], false, &member);
      lower(operand.items[1], false, &member);
    }
  }
  bool empty() const {
    if (!low || !high) return false;
    return high->value < low->value || (low->value == high->value && (low->exclusive || high->exclusive));
  }
  const Member* last() const {
    return low->from->place.offset > high->from->place.offset ? low->from : high->from;
  }
};

// The one type a value must have for "eq", else what the operator takes.
Types types_of(const Member& member) {
  constexpr json::Type kTypes[] = {json::Type::null,   json::Type::boolean, json::Type::number,
                                   json::Type::string, json::Type::array,   json::Type::object};
  if (member.key == "eq") return only(kTypes[static_cast<std::size_t>(member.value.type)]);
  if (member.key != "type") return member.key.starts_with("not") ? kAnyType : types_taken_by(member.key);
  constexpr std::string_view kWords[] = {"object", "array", "string", "number", "boolean", "null"};
  const auto of_word = [&](std::string_view word) -> Types {
    if (word == "integer") return only(json::Type::number);
    const auto at = std::ranges::find(kWords, word);
    return at == std::end(kWords) ? kAnyType : 1u << (at - std::begin(kWords));
  };
  Types types = member.value.type == config::Type::string ? of_word(member.value.text) : 0;
  for (const Node& item : member.value.items) types |= of_word(item.text);
  return types;
}

// Whether an absent field may meet it, too.
bool met_by_nothing(const Member& member) {
  return member.key == "any" || member.key == "all" || member.key == "ne" || member.key == "notIn" ||
         member.key == "notContains" || member.key == "not" ||
         (member.key == "exists" && !member.value.truth);
}

Contradiction of_equals(const Operators& operators, const Model& model) {
  const auto first = std::ranges::find(operators, "eq", [](const Member* one) { return one->key; });
  if (first == operators.end()) return {};
  const std::string value = config::compact((*first)->value);
  const auto same = [&](const Node& other) {
    const auto a = Decimal::read(value), b = Decimal::read(other.text);
    const bool numbers = other.type == config::Type::number && a && b;
    return numbers ? *a == *b : config::compact(other) == value;
  };
  for (const Member* other : operators) {
    const Node& operand = other->value;
    bool excludes = false;
    if (other->key == "eq") excludes = !same(operand);
    if (other->key == "ne") excludes = same(operand);
    if (other->key == "in" || other->key == "notIn") {
      bool among = std::ranges::any_of(operand.items, same);
      for (const std::string& text : model.texts(operand)) among = among || config::quoted(text) == value;
      excludes = among == (other->key == "notIn");
    }
    if (excludes)
      return {other->place,
              "it is to equal " + value + ", and " + config::quoted(other->key) + " excludes that"};
  }
  return {};
}

}  // namespace

Contradiction contradiction_in(const Operators& operators, const Model& model) {
  if (Contradiction found = of_equals(operators, model); !found.why.empty()) return found;
  Range range, length;
  Types types = kAnyType;
  const Member* absent = nullptr;
  for (const Member* member : operators) {
    if (member->key == "exists" && !member->value.truth) absent = member;
    range.take(*member);
    if (member->key == "len") {
      for (const Member& bound : member->value.members) length.take(bound);
    }
    const Types narrowed = types & types_of(*member);
    if (!narrowed)
      return {member->place, config::quoted(member->key) + " needs " + names_of(types_of(*member)) +
                                 ", and what stands before it " + names_of(types)};
    types = narrowed;
  }
  for (const Range* one : {&range, &length}) {
    if (one->empty()) return {one->last()->place, "no number is so large and so small at once"};
  }
  for (const Member* member : operators) {
    if (absent && !met_by_nothing(*member))
      return {member->place, "it needs a value, and \"exists\": false that there is none"};
  }
  return {};
}

}  // namespace callgate::policy_lint
