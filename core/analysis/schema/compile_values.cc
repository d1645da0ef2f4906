// The keywords about single values: type, enum, const, and those about numbers and strings.
#include "core/analysis/schema/compiler.h"
#include "core/json/view.h"

namespace callgate::analysis::schema {
namespace {

constexpr std::size_t kMaxDivisorDigits = 19;  // see Decimal::multiple_of

std::optional<Bound> bound(std::string_view value) {
  const auto number = json::Decimal::read(value);
  if (!number) return std::nullopt;
  return Bound{*number, value};
}

}  // namespace

void Compiler::read_types(Schema& made, const Fields& fields) {
  const std::string_view value = fields["type"];
  if (value.empty()) return;
  const std::vector<std::string_view> names =
      is_array(value) ? elements_of(value) : std::vector<std::string_view>{value};
  TypeSet types = 0;
  for (const std::string_view name : names) {
    const TypeSet type = type_named(json::decode(name));
    if (type == 0) return note("type", "names " + std::string(name) + ", which is no type");
    types |= type;
  }
  if (types == 0) return note("type", "names nothing");
  made.types = types;
  made.says_type = true;
}

void Compiler::read_choice(Schema& made, const Fields& fields) {
  const std::string_view values = fields["enum"], value = fields["const"];
  if (!values.empty() && !is_array(values)) note("enum", "must be a list");
  if (is_array(values)) made.choice = std::make_unique<Choice>(elements_of(values));
  if (value.empty()) return;
  // Both at once: the value of `const` alone, if `enum` has it too.
  const bool allowed = !made.choice || made.choice->contains(value);
  made.choice = std::make_unique<Choice>(allowed ? std::vector{value} : std::vector<std::string_view>());
  made.is_const = true;
}

void Compiler::read_number(Schema& made, const Fields& fields) {
  NumberRules rules;
  bool any = false;
  const auto read = [&](std::string_view keyword, std::optional<Bound>& into) {
    const std::string_view value = fields[keyword];
    if (value.empty()) return;
    into = bound(value);
    if (!into) return note(keyword, "must be a number");
    any = true;
  };
  read("minimum", rules.minimum);
  read("maximum", rules.maximum);
  // In draft 4 these two say how the others are meant.
  const auto exclusive = [&](std::string_view keyword, std::optional<Bound>& plain,
                             std::optional<Bound>& into) {
    if (fields[keyword] == "true") {
      std::swap(plain, into);
    } else if (fields[keyword] != "false") {
      read(keyword, into);
    }
  };
  exclusive("exclusiveMinimum", rules.minimum, rules.above);
  exclusive("exclusiveMaximum", rules.maximum, rules.below);
  read("multipleOf", rules.multiple_of);
  if (rules.multiple_of) {
    const json::Decimal& divisor = rules.multiple_of->value;
    const bool usable = !divisor.is_zero() && divisor.significant_digits() <= kMaxDivisorDigits;
    if (!usable) {
      rules.multiple_of.reset();
      note("multipleOf", "must be a number other than 0 with at most 19 digits");
    }
  }
  if (any) made.number = std::make_unique<NumberRules>(rules);
}

Result<Pattern> Compiler::pattern(std::string_view ecma) {
  if (++patterns_ <= CompiledSchema::kMaxPatterns) return Pattern::read(ecma);
  fail("the schema has too many patterns");
  return error(Errc::refused, "there are too many");
}

void Compiler::read_string(Schema& made, const Fields& fields) {
  StringRules rules;
  read_count(fields, "minLength", rules.min);
  read_count(fields, "maxLength", rules.max);
  if (const std::string_view text = fields["pattern"]; !text.empty()) {
    auto pattern = this->pattern(json::decode(text));
    if (!is_string(text)) {
      note("pattern", "must be a string");
    } else if (pattern) {
      rules.pattern = std::move(pattern).value();
    } else {
      note("pattern", std::string(text) + " cannot be run in linear time (" + pattern.error().what + ")");
    }
  }
  made.wants_text = made.says_type && (made.types & kString) && !made.choice && fields["minLength"] != "0" &&
                    fields["default"] != "\"\"";
  if (rules.min > 0 || rules.max != kUnlimited || rules.pattern) {
    made.string = std::make_unique<StringRules>(std::move(rules));
  }
}

}  // namespace callgate::analysis::schema
