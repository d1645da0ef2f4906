// eq, ne, in, notIn, contains, notContains, containsAny: whether a value is, or holds, one that the rule
// names.
#include <algorithm>
#include <optional>

#include "core/json/canonical.h"
#include "core/json/decimal.h"
#include "core/policy/operators.h"

namespace callgate::policy {
namespace {

using config::Node;

// A value as a rule writes it.
struct Literal {
  json::Type type = json::Type::null;
  std::string text;       // of a string its characters, of another scalar its spelling
  std::string canonical;  // of a list or an object
};

Literal literal_of(const Node& node) {
  switch (node.type) {
    case config::Type::null:
      return {json::Type::null, "null", {}};
    case config::Type::boolean:
      return {json::Type::boolean, node.truth ? "true" : "false", {}};
    case config::Type::number:
      return {json::Type::number, node.text, {}};
    case config::Type::string:
      return {json::Type::string, node.text, {}};
    case config::Type::list:
    case config::Type::object:
      break;
  }
  const auto type = node.type == config::Type::list ? json::Type::array : json::Type::object;
  const auto canonical = json::canonical(config::compact(node));
  return {type, {}, canonical ? *canonical : std::string()};
}

std::vector<Literal> literals_of(const Node& node, const Operands& operands) {
  std::vector<Literal> literals;
  const auto add = [&](const Node& item) {
    if (item.type != config::Type::string) return literals.push_back(literal_of(item));
    for (std::string& text : operands.texts(item))
      literals.push_back({json::Type::string, std::move(text), {}});
  };
  if (node.type == config::Type::list) {
    for (const Node& item : node.items) add(item);
  } else {
    add(node);
  }
  return literals;
}

// Whether a value of the literal's own type equals it.
bool same(const Literal& literal, const Value& value) {
  switch (literal.type) {
    case json::Type::null:
      return true;
    case json::Type::boolean:
    case json::Type::string:
      return value.text == literal.text;
    case json::Type::number: {
      const auto a = json::Decimal::read(value.text), b = json::Decimal::read(literal.text);
      return a && b ? *a == *b : value.text == literal.text;
    }
    case json::Type::array:
    case json::Type::object:
      break;
  }
  const auto canonical = json::canonical(value.raw);
  return canonical && *canonical == literal.canonical;
}

class In : public PositiveOperator {
 public:
  In(std::string_view name, std::vector<Literal> literals) : name_(name), literals_(std::move(literals)) {}

 private:
  Truth judge(const Value& value, Scene& scene) const override {
    bool comparable = false;
    for (const Literal& literal : literals_) {
      if (literal.type != value.type) continue;
      comparable = true;
      if (same(literal, value)) return Truth::yes;
    }
    return comparable ? Truth::no : scene.misfit(value, name_, "a value of the type it compares with");
  }

  const std::string_view name_;
  const std::vector<Literal> literals_;
};

class Contains final : public PositiveOperator {
 public:
  Contains(std::string_view name, std::vector<Literal> literals)
      : name_(name), literals_(std::move(literals)) {}

 private:
  Truth judge(const Value& value, Scene& scene) const override {
    if (value.type == json::Type::string) return truth(in_text(value.text));
    if (value.type == json::Type::array && value.outline) return truth(in_list(value));
    return scene.misfit(value, name_, "a string or a list");
  }
  void find_in(std::string_view text, Spans& spans) const override {
    for (const Literal& literal : literals_) {
      if (literal.type != json::Type::string || literal.text.empty()) continue;
      for (std::size_t at = text.find(literal.text); at != text.npos;
           at = text.find(literal.text, at + literal.text.size()))
        spans.push_back({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(literal.text.size())});
    }
  }
  bool in_text(std::string_view text) const {
    return std::ranges::any_of(literals_, [&](const Literal& literal) {
      return literal.type == json::Type::string && text.find(literal.text) != text.npos;
    });
  }
  bool in_list(const Value& list) const {
    const json::Outline& outline = *list.outline;
    for (std::uint32_t at = list.at + 1; at < outline[list.at].end; at = outline[at].end) {
      const Value element = value_at(outline, at);
      for (const Literal& literal : literals_) {
        if (literal.type == element.type && same(literal, element)) return true;
      }
    }
    return false;
  }

  const std::string_view name_;
  const std::vector<Literal> literals_;
};

// `eq` takes its operand as it is: "@staff" is that text.
std::vector<Literal> only(const Node& operand) {
  std::vector<Literal> literals;
  literals.push_back(literal_of(operand));
  return literals;
}

}  // namespace

PredicatePtr make_eq(const Node& operand, const Operands&) {
  return std::make_unique<In>("eq", only(operand));
}
PredicatePtr make_ne(const Node& operand, const Operands&) {
  return negative(std::make_unique<In>("ne", only(operand)));
}
PredicatePtr make_in(const Node& operand, const Operands& operands) {
  return std::make_unique<In>("in", literals_of(operand, operands));
}
PredicatePtr make_not_in(const Node& operand, const Operands& operands) {
  return negative(std::make_unique<In>("notIn", literals_of(operand, operands)));
}
PredicatePtr make_contains(const Node& operand, const Operands&) {
  return std::make_unique<Contains>("contains", only(operand));
}
PredicatePtr make_not_contains(const Node& operand, const Operands&) {
  return negative(std::make_unique<Contains>("notContains", only(operand)));
}
PredicatePtr make_contains_any(const Node& operand, const Operands& operands) {
  return std::make_unique<Contains>("containsAny", literals_of(operand, operands));
}

}  // namespace callgate::policy
