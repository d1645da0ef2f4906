#include "core/json/view.h"

#include <charconv>
#include <cstring>

#include "core/json/escape.h"
#include "core/json/skip.h"
#include "core/json/utf8.h"

namespace callgate::json {
namespace {

// What stands between the quotes of a string literal, or nothing.
std::optional<std::string_view> inside(std::string_view literal) {
  if (literal.size() < 2 || literal.front() != '"' || literal.back() != '"') return std::nullopt;
  return literal.substr(1, literal.size() - 2);
}

}  // namespace

Members::Members(std::string_view object) : at_(object.data()), end_(object.data() + object.size()) {
  at_ = skip_space(at_, end_);
  at_ = at_ != end_ && *at_ == '{' ? at_ + 1 : end_;
}

bool Members::next(Member& member) {
  at_ = skip_separators(at_, end_);
  if (at_ == end_ || *at_ != '"') return false;
  const char* key = at_ + 1;
  at_ = skip_literal(at_, end_);
  member.key = between(key, at_ == key ? key : at_ - 1);
  at_ = skip_space(at_, end_);
  if (at_ == end_ || *at_ != ':') return false;
  at_ = skip_space(at_ + 1, end_);
  const char* value = at_;
  at_ = skip_value(at_, end_);
  member.value = between(value, at_);
  return true;
}

Elements::Elements(std::string_view array) : at_(array.data()), end_(array.data() + array.size()) {
  at_ = skip_space(at_, end_);
  at_ = at_ != end_ && *at_ == '[' ? at_ + 1 : end_;
}

bool Elements::next(std::string_view& element) {
  at_ = skip_separators(at_, end_);
  if (at_ == end_ || *at_ == ']') return false;
  const char* begin = at_;
  at_ = skip_value(at_, end_);
  element = between(begin, at_);
  return at_ != begin;
}

std::string_view member(std::string_view object, std::string_view key) {
  Members walk(object);
  for (Member found; walk.next(found);) {
    if (found.key == key) return found.value;
  }
  return {};
}

std::string_view member(std::string_view object, std::initializer_list<std::string_view> path) {
  for (const std::string_view key : path) object = member(object, key);
  return object;
}

std::string decode(std::string_view literal) {
  std::string out;
  if (const auto raw = inside(literal)) append_decoded(out, *raw);
  return out;
}

bool equals(std::string_view literal, std::string_view text) {
  const auto raw = inside(literal);
  if (!raw) return false;
  if (raw->size() < text.size()) return false;  // an escape is never shorter than its character
  if (std::memchr(raw->data(), '\\', raw->size()) == nullptr) return *raw == text;
  return decode(literal) == text;
}

std::string quote(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 2);
  append_quoted(out, text);
  return out;
}

void append_quoted(std::string& out, std::string_view text) {
  constexpr std::string_view kReplacement = "\xEF\xBF\xBD", kHex = "0123456789abcdef";
  const char *p = text.data(), *end = p + text.size();
  out.push_back('"');
  if (skip_plain(p, end) == end) {
    out.append(text).push_back('"');
    return;
  }
  while (p != end) {
    const char* stop = skip_plain(p, end);
    out.append(p, stop);
    if ((p = stop) == end) break;
    if (static_cast<signed char>(*p) < 0) {
      const int length = utf8_length(p, static_cast<std::size_t>(end - p));
      if (length > 0) {
        out.append(p, static_cast<std::size_t>(length));
      } else {
        out.append(kReplacement);
      }
      p = length == 0 ? end : p + (length > 0 ? length : -length);
      continue;
    }
    const char c = *p++;
    constexpr std::string_view kShort = "\"\\\b\f\n\r\t", kLetters = "\"\\bfnrt";
    if (const auto at = kShort.find(c); at != kShort.npos) {
      out += {'\\', kLetters[at]};
    } else {
      out += {'\\',
              'u',
              '0',
              '0',
              kHex[static_cast<std::size_t>(c >> 4)],
              kHex[static_cast<std::size_t>(c & 15)]};
    }
  }
  out.push_back('"');
}

bool is_true(std::string_view value) {
  return value == "true";
}

std::optional<std::int64_t> integer(std::string_view value) {
  std::int64_t number = 0;
  const char* end = value.data() + value.size();
  const auto [stop, failed] = std::from_chars(value.data(), end, number);
  if (failed != std::errc() || stop != end) return std::nullopt;
  return number;
}

}  // namespace callgate::json
