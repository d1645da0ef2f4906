#include "core/config/lexer.h"

#include <algorithm>

#include "core/config/utf8.h"

namespace callgate::config {
namespace {

bool digit(char c) {
  return c >= '0' && c <= '9';
}
bool letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$';
}

int nibble(char c) {
  if (digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

Lexer::Lexer(const SourcePtr& source, Problems& problems)
    : source_(source), text_(source->text), problems_(problems) {}

bool Lexer::open() {
  if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3;
  if (const auto bad = first_bad_utf8(text_)) {
    while (at_ < *bad) step();
    return fail(here(), "this is not UTF-8", "save the file as UTF-8");
  }
  return true;
}

void Lexer::step(std::size_t count) {
  for (; count > 0; --count) {
    if (text_[at_] == '\n') {
      ++line_;
      column_ = 1;
    } else if (at_ + 1 >= text_.size() || begins_character(text_[at_ + 1])) {
      ++column_;
    }
    ++at_;
  }
}

bool Lexer::fail(const Place& place, std::string what, std::string hint, std::string label) {
  problems_.push_back({std::move(what), source_, place, std::move(label), std::move(hint)});
  return false;
}

bool Lexer::blank() {
  while (!end()) {
    const char c = peek();
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
      step();
    } else if (c == '/' && peek(1) == '/') {
      while (!end() && peek() != '\n') step();
    } else if (c == '/' && peek(1) == '*') {
      Place start = here();
      start.width = 2;
      const std::size_t close = text_.find("*/", at_ + 2);
      if (close == std::string_view::npos) return fail(start, "this comment never ends", "close it with */");
      step(close + 2 - at_);
    } else {
      break;
    }
  }
  return true;
}

bool Lexer::string(std::string& out) {
  const Place opened = here();
  step();
  while (peek() != '"') {
    if (end() || peek() == '\n') return fail(opened, "this string never ends", "close it with \"");
    if (static_cast<unsigned char>(peek()) < 0x20) {
      return fail(here(), "a control character stands inside a string",
                  "write it as an escape; a tab is \\t");
    }
    if (peek() == '\\') {
      if (!escape(out)) return false;
    } else {
      out += peek();
      step();
    }
  }
  step();
  return true;
}

bool Lexer::escape(std::string& out) {
  static constexpr std::string_view kNames = "\"\\/bfnrt", kBytes = "\"\\/\b\f\n\r\t";
  Place start = here();
  start.width = 2;
  if (const std::size_t known = kNames.find(peek(1)); known != std::string_view::npos) {
    out += kBytes[known];
    step(2);
    return true;
  }
  if (peek(1) != 'u') return fail(start, "this is no escape of JSON", "a backslash itself is written \\\\");
  std::uint32_t code = 0;
  if (!unit(code)) return fail(start, "\\u needs four hexadecimal digits");
  start.width = 6;
  if (code >= 0xD800 && code < 0xDC00 && peek() == '\\' && peek(1) == 'u') {
    std::uint32_t low = 0;
    if (!unit(low) || low < 0xDC00 || low > 0xDFFF) return fail(start, "this is half of a surrogate pair");
    code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
  } else if (code >= 0xD800 && code <= 0xDFFF) {
    return fail(start, "this is half of a surrogate pair");
  }
  // Arguments and environments of a process end at a NUL.
  if (code == 0) return fail(start, "a NUL cannot stand in a string here");
  append_utf8(out, code);
  return true;
}

bool Lexer::unit(std::uint32_t& code) {
  for (std::size_t i = 2; i < 6; ++i) {
    const int value = nibble(peek(i));
    if (value < 0) return false;
    code = code * 16 + static_cast<std::uint32_t>(value);
  }
  step(6);
  return true;
}

bool Lexer::digits() {
  const std::size_t from = at_;
  while (digit(peek())) step();
  return at_ > from;
}

bool Lexer::number(std::string& out) {
  Place start = here();
  const std::size_t begin = at_;
  if (peek() == '-') step();
  const bool padded = peek() == '0' && digit(peek(1));
  bool good = digits() && !padded;
  if (peek() == '.') {
    step();
    good = digits() && good;
  }
  if (peek() == 'e' || peek() == 'E') {
    step();
    if (peek() == '+' || peek() == '-') step();
    good = digits() && good;
  }
  good = good && word().empty();
  step(word().size());
  close(start);
  if (!good) return fail(start, "this is no number of JSON", "a value with a unit is a string: \"30s\"");
  out = text_.substr(begin, at_ - begin);
  return true;
}

std::string_view Lexer::word() const {
  std::size_t size = 0;
  while (letter(peek(size)) || (size > 0 && digit(peek(size)))) ++size;
  return text_.substr(std::min(at_, text_.size()), size);
}

}  // namespace callgate::config
