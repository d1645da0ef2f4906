#include "core/policy/amount.h"

#include <charconv>

#include "core/json/canonical.h"
#include "core/json/scan.h"

namespace callgate::policy {

std::optional<Amount> Amount::read(std::string_view literal) {
  if (literal.empty() || (literal[0] != '-' && (literal[0] < '0' || literal[0] > '9')) ||
      !json::valid(literal))
    return std::nullopt;
  // Digits without zeros at the end, and a power of ten.
  const Result<std::string> canonical = json::canonical(literal);
  if (!canonical) return std::nullopt;
  std::string_view text = *canonical;
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  const std::size_t mark = text.find('e');
  std::int64_t power = 0;
  if (mark != text.npos) {
    const auto [end, fault] = std::from_chars(text.data() + mark + 1, text.data() + text.size(), power);
    if (fault != std::errc() || end != text.data() + text.size()) return std::nullopt;
    text = text.substr(0, mark);
  }
  power += 9;
  if (power < 0 || power > 27 || text.size() + static_cast<std::size_t>(power) > 27) {
    if (text == "0") return Amount();
    return std::nullopt;
  }
  Wide units = 0;
  for (const char digit : text) units = units * 10 + (digit - '0');
  for (; power > 0; --power) units *= 10;
  return Amount(negative ? -units : units);
}

std::string Amount::text() const {
  const bool negative = units_ < 0;
  const Wide units = negative ? -units_ : units_;
  std::string text = std::to_string(static_cast<std::uint64_t>(units / kUnit));
  std::string fraction = std::to_string(static_cast<std::uint64_t>(units % kUnit) + kUnit).substr(1);
  while (!fraction.empty() && fraction.back() == '0') fraction.pop_back();
  if (!fraction.empty()) text += '.' + fraction;
  return negative ? '-' + text : text;
}

void read_value(const config::Node& node, Amount& value) {
  if (const auto amount = Amount::read(node.text)) value = *amount;
}
std::string print_value(const Amount& value, const config::Shape&) {
  return value.text();
}

}  // namespace callgate::policy
