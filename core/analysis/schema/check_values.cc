// Numbers, strings, and the values of enum and const.
#include "core/analysis/schema/checker.h"
#include "core/json/view.h"

namespace callgate::analysis::schema {
namespace {

constexpr std::size_t kMaxChoices = 12;  // named in a message

// Code points of a raw literal. A lone surrogate counts as one.
std::size_t length_of(std::string_view literal) {
  const std::string_view raw = literal.substr(1, literal.size() - 2);
  const std::string decoded = raw.find('\\') == raw.npos ? std::string() : json::decode(literal);
  std::size_t count = 0;
  for (const char c : decoded.empty() ? raw : std::string_view(decoded)) count += (c & 0xC0) != 0x80;
  return count;
}

std::string counted(std::size_t count, std::string_view unit) {
  return std::to_string(count) + " " + std::string(unit) + (count == 1 ? "" : "s");
}

}  // namespace

bool Checker::check_number(const NumberRules& rules, std::string_view value) {
  const auto number = json::Decimal::read(value);
  if (!number)
    return refuse("type", value, [] { return std::string("the number's exponent is out of range"); });
  bool good = true;
  const auto test = [&](std::string_view keyword, const std::optional<Bound>& bound, bool fits,
                        const char* must) {
    return go_on(good, fits || refuse(keyword, value, [&] {
                         return "must be " + std::string(must) + " " + std::string(bound->text) + ", got " +
                                shortened(value, 40);
                       }));
  };
  if (const auto& low = rules.minimum; low && !test("minimum", low, *number >= low->value, "at least"))
    return false;
  if (const auto& high = rules.maximum; high && !test("maximum", high, *number <= high->value, "at most"))
    return false;
  if (const auto& low = rules.above;
      low && !test("exclusiveMinimum", low, *number > low->value, "more than")) {
    return false;
  }
  if (const auto& high = rules.below;
      high && !test("exclusiveMaximum", high, *number < high->value, "less than")) {
    return false;
  }
  if (const auto& step = rules.multiple_of) {
    test("multipleOf", step, number->multiple_of(step->value) == true, "a multiple of");
  }
  return good;
}

bool Checker::check_string(const StringRules& rules, std::string_view value) {
  bool good = true;
  // No text has more code points than bytes, nor less than a sixth of its raw bytes.
  const std::size_t bytes = value.size() - 2;
  if (bytes > rules.max || bytes / 12 < rules.min) {
    const std::size_t length = length_of(value);
    const bool short_enough =
        length <= rules.max || refuse("maxLength", value, [&] {
          return "must have at most " + counted(rules.max, "character") + ", has " + std::to_string(length);
        });
    if (!go_on(good, short_enough)) return false;
    const bool long_enough =
        length >= rules.min || refuse("minLength", value, [&] {
          return "must have at least " + counted(rules.min, "character") + ", has " + std::to_string(length);
        });
    if (!go_on(good, long_enough)) return false;
  }
  if (!rules.pattern) return good;
  if (!spend(1 + bytes / 2)) return false;
  const std::string_view raw = value.substr(1, bytes);
  const bool fits = raw.find('\\') == raw.npos ? matches(*rules.pattern, raw)
                                               : matches(*rules.pattern, json::decode(value));
  return (fits || refuse("pattern", value,
                         [&] {
                           return "must match the pattern " + shortened(rules.pattern->source(), 200) +
                                  ", got " + described(value);
                         })) &&
         good;
}

bool Checker::check_choice(const Schema& schema, std::string_view value) {
  const Choice& choice = *schema.choice;
  if (choice.contains(value)) return true;
  if (!report_) return false;
  const auto& texts = choice.texts();
  std::string allowed;
  for (std::size_t i = 0; i < texts.size() && i < kMaxChoices; ++i) {
    if (i > 0) allowed += ", ";
    allowed += shortened(texts[i], 40);
  }
  if (texts.size() > kMaxChoices) allowed += " or " + std::to_string(texts.size() - kMaxChoices) + " others";
  Problem& problem = report_->add(
      way_, schema.is_const ? "const" : "enum", value,
      std::string("must be ") + (texts.size() == 1 ? "" : "one of ") + allowed + ", got " + described(value));
  problem.choice = &choice;
  return false;
}

}  // namespace callgate::analysis::schema
