// The scanner's tokens that a piece's end cuts, and those that are not plain: strings with odd bytes, numbers
// with a fraction or an exponent, white space. They are read byte by byte where need be, and go on by state_
// in the next piece.
#include <cstring>
#include <utility>

#include "core/json/scan.h"
#include "core/json/skip.h"
#include "core/json/utf8.h"

namespace callgate::json {
namespace {

const char* skip_digits(const char* p, const char* end) {
  while (p != end && is_digit(*p)) ++p;
  return p;
}

}  // namespace

// Begins to keep the token at `p`.
void Scanner::capture(const char* p) {
  capturing_ = true;
  token_ = p;
  kept_.clear();
}

// The token that has been kept, whole: it ends before `p`.
std::string_view Scanner::captured(const char* p) {
  capturing_ = false;
  if (kept_.empty()) return {token_, static_cast<std::size_t>(p - token_)};
  if (!dropped_ || kept_.size() <= kMaxId) kept_.append(token_, p);
  return kept_;
}

// A value begins at `p` whose end is not in sight.
void Scanner::mark(const char* p) {
  if (!slot_) return;
  (answer_.parts.*slot_).at = static_cast<std::uint32_t>(offset(p));
  if (slot_ == &Envelope::id) capture(p);
}

// The value that mark() has seen begin has ended before `p`.
const char* Scanner::end_value(const char* p) {
  if (slot_) {
    Span& span = answer_.parts.*std::exchange(slot_, nullptr);
    span.size = static_cast<std::uint32_t>(offset(p)) - span.at;
    if (capturing_) keep_id(captured(p));
  }
  state_ = depth() == 0 ? State::done : State::after;
  return p;
}

// A string begins at `p` that is plain up to `odd`.
const char* Scanner::begin_cut_string(const char* p, const char* odd, const char* end) {
  mark(p);
  in_key_ = false;
  state_ = State::string;
  return string(odd, end);
}

// The same for a key, behind its quote. Only what has rules or may be the id is looked at.
const char* Scanner::begin_cut_key(const char* p, const char* odd, const char* end) {
  if (top_->place != Place::plain) capture(p);
  in_key_ = true;
  state_ = State::string;
  return string(odd, end);
}

// A value begins at `p` that is no container; or white space, or nothing at all.
const char* Scanner::begin_scalar(const char* p, const char* end) {
  const auto begin_literal = [&](const char* word) {
    mark(p);
    literal_ = word + 1;
    state_ = State::literal;
    return literal(p + 1, end);
  };
  switch (*p) {
    case '"':
      return begin_cut_string(p, p + 1, end);
    case 't':
      return begin_literal("true");
    case 'f':
      return begin_literal("false");
    case 'n':
      return begin_literal("null");
    default:
      break;
  }
  if (*p != '-' && !is_digit(*p)) return space_or(p, end, "a value");
  mark(p);
  number_ = *p == '-' ? Number::minus : *p == '0' ? Number::zero : Number::whole;
  state_ = State::number;
  return number(p + 1, end);
}

// Inside a string literal: on to its end, or to the end of the piece.
const char* Scanner::string(const char* p, const char* end) {
  for (;;) {
    p = skip_plain(p, end);
    if (p != end && static_cast<signed char>(*p) < 0) p = skip_utf8(p, end);
    if (p == end) return p;
    if (is_plain(*p)) continue;
    if (*p == '"') {
      if (!in_key_) return end_value(p + 1);
      if (capturing_) key(captured(p), p);
      escaped_ = false;
      state_ = State::colon;
      return p + 1;
    }
    if (static_cast<unsigned char>(*p) < 0x20) return refuse_byte(p, "the rest of a string");
    p = odd(p, end);
    if (state_ != State::string) return p;
  }
}

const char* Scanner::number(const char* p, const char* end) {
  while (p != end) {
    const char c = *p;
    if (is_digit(c)) {
      switch (number_) {
        case Number::zero:
          return refuse_byte(p, "the end of a number that begins with 0");
        case Number::minus:
          number_ = c == '0' ? Number::zero : Number::whole;
          break;
        case Number::point:
          number_ = Number::fraction;
          break;
        case Number::e:
        case Number::sign:
          number_ = Number::exponent;
          break;
        default:
          break;
      }
      if (number_ != Number::zero) p = skip_digits(p, end) - 1;
    } else if (c == '.' && (number_ == Number::zero || number_ == Number::whole)) {
      number_ = Number::point;
    } else if ((c | 0x20) == 'e' && number_ != Number::exponent && number_is_whole()) {
      number_ = Number::e;
    } else if ((c == '+' || c == '-') && number_ == Number::e) {
      number_ = Number::sign;
    } else {
      if (!number_is_whole()) return refuse_byte(p, "a digit");
      // Who knows what digits a line that was cut had next? An id must not come of it.
      if (c == '\n' && newline_ends_ && depth() > 0) return refuse_byte(p, "the rest of the message");
      return end_value(p);
    }
    ++p;
  }
  return p;
}

bool Scanner::number_is_whole() const {
  return number_ == Number::zero || number_ == Number::whole || number_ == Number::fraction ||
         number_ == Number::exponent;
}

const char* Scanner::literal(const char* p, const char* end) {
  while (*literal_) {
    if (p == end) return p;
    if (*p != *literal_) return refuse_byte(p, "the rest of true, false or null");
    ++p;
    ++literal_;
  }
  return end_value(p);
}

// White space between tokens. The newline ends a line; in a text it is white space like any other.
const char* Scanner::space(const char* p, const char* end) {
  while (p != end && is_space(*p)) {
    if (*p++ == '\n' && newline_ends_) {
      ended_ = true;
      break;
    }
  }
  return p;
}

const char* Scanner::space_or(const char* p, const char* end, std::string_view expected) {
  return is_space(*p) ? space(p, end) : refuse_byte(p, expected);
}

// The grammar is broken: only the line's end matters.
const char* Scanner::broken(const char* p, const char* end) {
  const void* newline = std::memchr(p, '\n', static_cast<std::size_t>(end - p));
  ended_ = newline != nullptr;
  return newline ? static_cast<const char*>(newline) + 1 : end;
}

}  // namespace callgate::json
