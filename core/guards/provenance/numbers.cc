#include "core/guards/provenance/numbers.h"

#include "core/json/canonical.h"
#include "core/json/decimal.h"
#include "core/json/escape.h"
#include "core/json/outline.h"
#include "core/json/view.h"

namespace callgate::guard {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
// Of names and of longer numbers: what touches one is no number of its own.
bool joins_word(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c & 0x80);
}

std::size_t digits(std::string_view text, std::size_t at) {
  while (at < text.size() && is_digit(text[at])) ++at;
  return at;
}

// 007 is no JSON number; its value is all that counts.
void add(std::string text, std::vector<std::string>& out) {
  const std::size_t first = text.starts_with('-') ? 1 : 0;
  while (first + 1 < text.size() && text[first] == '0' && is_digit(text[first + 1])) text.erase(first, 1);
  if (auto number = number_of(text)) out.push_back(std::move(*number));
}

// "1,234,567": the end of the last group of three digits behind `end`.
std::size_t groups(std::string_view text, std::size_t begin, std::size_t end) {
  if (end - begin > 3) return end;
  while (end < text.size() && text[end] == ',' && digits(text, end + 1) == end + 4) end += 4;
  return end;
}

// Reads the number that begins at `begin` with a digit; where it ends.
std::size_t read_number(std::string_view text, std::size_t begin, std::vector<std::string>& out) {
  const bool negative = begin > 0 && text[begin - 1] == '-' && (begin < 2 || !joins_word(text[begin - 2]));
  const std::size_t whole = digits(text, begin), grouped = groups(text, begin, whole);
  std::size_t end = grouped;
  if (end + 1 < text.size() && text[end] == '.' && is_digit(text[end + 1])) end = digits(text, end + 1);
  if (end < text.size() && (text[end] == 'e' || text[end] == 'E')) {
    const bool sign = end + 1 < text.size() && (text[end + 1] == '+' || text[end + 1] == '-');
    const std::size_t from = end + (sign ? 2 : 1);
    if (const std::size_t to = digits(text, from); to > from) end = to;
  }
  const bool before = begin > 0 && joins_word(text[begin - 1]),
             after = end < text.size() && joins_word(text[end]);
  if (before || after) {
    while (end < text.size() && joins_word(text[end])) ++end;
    return end;
  }
  std::string plain(text.substr(begin, end - begin));
  std::erase(plain, ',');
  if (negative) plain.insert(0, "-");
  add(std::move(plain), out);
  // It may as well be a list: "1,200" is also 1 and 200.
  for (std::size_t at = begin; grouped > whole && at < grouped; at = digits(text, at) + 1)
    add(std::string(text.substr(at, digits(text, at) - at)), out);
  return end;
}

void numbers_in_json(std::string_view json, std::size_t most, std::vector<std::string>& out) {
  for (const json::Entry& entry : json::Outline(json)) {
    if (out.size() >= most) return;
    if (entry.type == json::Type::number) add(std::string(entry.raw), out);
    if (entry.type == json::Type::string) numbers_in_text(entry.text, most, out);
  }
}

}  // namespace

std::optional<std::string> number_of(std::string_view text) {
  constexpr std::size_t kLongest = 64;
  if (text.size() > kLongest || !json::Decimal::read(text)) return std::nullopt;
  auto canonical = json::canonical(text);
  if (!canonical) return std::nullopt;
  return std::move(*canonical);
}

void numbers_in_text(std::string_view text, std::size_t most, std::vector<std::string>& out) {
  for (std::size_t at = 0; at < text.size() && out.size() < most;) {
    if (is_digit(text[at])) {
      at = read_number(text, at, out);
    } else {
      ++at;
    }
  }
}

void numbers_in_result(const ResultView& result, std::size_t most, std::vector<std::string>& out) {
  std::string decoded;
  for (const auto& [text, json] : result.texts) {
    if (json) {
      numbers_in_json(text, most, out);
      continue;
    }
    decoded.clear();
    json::append_decoded(decoded, text);
    numbers_in_text(decoded, most, out);
  }
}

}  // namespace callgate::guard
