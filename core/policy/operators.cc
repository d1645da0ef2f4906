#include "core/policy/operators.h"

#include <limits>

#include "core/mcp/names.h"

namespace callgate::policy {
namespace {

using namespace config;

constexpr std::int64_t kAll = std::numeric_limits<std::int64_t>::max();
constexpr Shape kNumber = number(-kAll, kAll);
constexpr Shape kNumbers = list_of(kNumber);
constexpr Shape kText = filled_text();
constexpr Shape kTexts[] = {kText, list_of(kText)};
constexpr Shape kExpression = text_in(&regex_fault);
constexpr Shape kExpressions[] = {kExpression, list_of(kExpression)};
constexpr Shape kAnything = anything();
constexpr Shape kValues[] = {
    text_in([](std::string_view text) -> std::string {
      return text.starts_with('@') ? "" : "one value is compared with eq; a set begins with @";
    }),
    list_of(kAnything)};
constexpr std::string_view kTypeWords[] = {"string", "number", "integer", "boolean",
                                           "array",  "object", "null"};
constexpr Shape kType = word(kTypeWords);
constexpr Shape kTypes[] = {kType, list_of(kType)};

constexpr Shape kSchemas[] = {boolean(), map_of(kAnything)};

constexpr Field kCount[] = {
    {"eq", kNumber, "Exactly that many.", ""},
    {"ne", kNumber, "Not that many.", ""},
    {"lt", kNumber, "Fewer.", ""},
    {"lte", kNumber, "That many or fewer.", ""},
    {"gt", kNumber, "More.", ""},
    {"gte", kNumber, "That many or more.", ""},
    {"between", kNumbers, "From … to, both included.", ""},
};
constexpr Shape kCounts[] = {integer(0, kAll), object(kCount)};

class Negative final : public Predicate {
 public:
  explicit Negative(PredicatePtr positive) : positive_(std::move(positive)) {}
  Truth holds(const Value& value, Scene& scene) const override {
    return value.there ? negated(positive_->holds(value, scene)) : Truth::yes;
  }

 private:
  const PredicatePtr positive_;
};

}  // namespace

PredicatePtr negative(PredicatePtr positive) {
  return std::make_unique<Negative>(std::move(positive));
}

void Operands::error(const Node& at, std::string what, std::string label) const {
  errors.push_back({std::move(what), source, at.place, std::move(label), {}});
}

std::vector<std::string> Operands::texts(const Node& node) const {
  std::vector<std::string> texts;
  const auto add = [&](const Node& item) {
    if (item.type != Type::string) return;
    if (!item.text.starts_with('@')) return texts.push_back(item.text);
    const std::string name = item.text.substr(1);
    if (name.starts_with('@')) return texts.push_back(name);
    const auto set = sets.find(name);
    if (set != sets.end()) return void(texts.insert(texts.end(), set->second.begin(), set->second.end()));
    std::vector<std::string_view> known;
    for (const auto& [key, value] : sets) known.push_back(key);
    const std::string_view meant = mcp::nearest(name, known);
    error(item, "there is no set " + quoted(name),
          meant.empty() ? "sets stand under \"sets\"; \"@@\" begins a text with @"
                        : "did you mean " + quoted("@" + std::string(meant)) + "?");
  };
  if (node.type == Type::string) add(node);
  for (const Node& item : node.items) add(item);
  return texts;
}

std::span<const OperatorForm> operator_forms() {
  static const OperatorForm kForms[] = {
      {"eq", kAnything, "Equals this value; numbers by their value.", &make_eq},
      {"ne", kAnything, "Does not equal it; also met by an absent field.", &make_ne},
      {"in", either(kValues), "Is one of these, or of a set (\"@name\").", &make_in},
      {"notIn", either(kValues), "Is none of these; also met by an absent field.", &make_not_in},
      {"glob", either(kTexts), "Fits a pattern: * stands for any characters but /, ** also for /.",
       &make_glob},
      {"regex", either(kExpressions), "Holds a match of a regular expression (RE2).", &make_regex},
      {"lt", kNumber, "Less than.", &make_lt},
      {"lte", kNumber, "Less than or equal.", &make_lte},
      {"gt", kNumber, "Greater than.", &make_gt},
      {"gte", kNumber, "Greater than or equal.", &make_gte},
      {"between", kNumbers, "From the first number to the second, both included.", &make_between},
      {"under", either(kTexts),
       "Is that folder or lies below it: ~, .., links and ${workspace} are worked out.", &make_under},
      {"host", either(kTexts), "A URL whose host is one of these; *.example.com fits everything below it.",
       &make_host},
      {"scheme", either(kTexts), "A URL of one of these schemes.", &make_scheme},
      {"cidr", either(kTexts), "A URL or address within one of these ranges; a name is in none.", &make_cidr},
      {"contains", kAnything, "A text that holds this one, or a list that has this element.", &make_contains},
      {"notContains", kAnything, "The opposite; also met by an absent field.", &make_not_contains},
      {"containsAny", either(kValues), "Contains one of these, or of a set.", &make_contains_any},
      {"startsWith", either(kTexts), "Begins with one of these.", &make_starts_with},
      {"endsWith", either(kTexts), "Ends with one of these.", &make_ends_with},
      {"len", either(kCounts), "Characters of a text, elements of a list, members of an object.", &make_len},
      {"exists", boolean(), "Whether it is there at all.", &make_exists},
      {"type", either(kTypes), "Is of one of these types.", &make_type},
      {"schema", either(kSchemas), "Fits a JSON Schema (2020-12 or draft-07).", &make_schema},
  };
  return kForms;
}

}  // namespace callgate::policy
