// The scanner's walk over tokens: what may stand where, and where each token ends. What is frequent is tried
// first and within one piece; what a piece's end has cut goes on by state_.
#include <cstring>
#include <utility>

#include "core/json/scan.h"
#include "core/json/skip.h"
#include "core/json/utf8.h"

namespace callgate::json {
namespace {

constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
const char* skip_digits(const char* p, const char* end) {
  while (p != end && is_digit(*p)) ++p;
  return p;
}

constexpr bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

}  // namespace

// Begins to keep the token at `p`.
inline void Scanner::capture(const char* p) {
  capturing_ = true;
  token_ = p;
  kept_.clear();
}

// The token that has been kept, whole: it ends before `p`.
inline std::string_view Scanner::captured(const char* p) {
  capturing_ = false;
  if (kept_.empty()) return {token_, static_cast<std::size_t>(p - token_)};
  if (!dropped_ || kept_.size() <= kMaxId) kept_.append(token_, p);
  return kept_;
}

// A value begins at `p`.
inline void Scanner::mark(const char* p) {
  if (!slot_) return;
  (answer_.parts.*slot_).at = static_cast<std::uint32_t>(offset(p));
  if (slot_ == &Envelope::id && *p != '{' && *p != '[') capture(p);
}

// The value that mark() has seen begin has ended before `p`.
inline void Scanner::mark_end(const char* p) {
  if (!slot_) return;
  Span& span = answer_.parts.*std::exchange(slot_, nullptr);
  span.size = static_cast<std::uint32_t>(offset(p)) - span.at;
  if (capturing_) keep_id(captured(p));
}

// A value has ended before `p`. Its comma, the most frequent thing to follow, is taken along.
[[gnu::always_inline]] inline const char* Scanner::end_value(const char* p, const char* end) {
  mark_end(p);
  if (levels_.empty()) {
    state_ = State::done;
    return p;
  }
  if (p != end && *p == ',') {
    state_ = levels_.back().object ? State::key : State::value;
    return p + 1;
  }
  state_ = State::after;
  return p;
}

// `p` is the closing quote of a key. Its colon is taken along.
[[gnu::always_inline]] inline const char* Scanner::end_key(const char* p, const char* end) {
  if (++p != end && *p == ':') {
    state_ = State::value;
    return p + 1;
  }
  state_ = State::colon;
  return p;
}

// Inside a string literal: on to its end, or to the end of the piece.
const char* Scanner::string(const char* p, const char* end) {
  for (;;) {
    p = skip_plain(p, end);
    if (p != end && static_cast<signed char>(*p) < 0) p = skip_utf8(p, end);
    if (p == end) return p;
    if (is_plain(*p)) continue;
    if (*p == '"') {
      if (!in_key_) return end_value(p + 1, end);
      if (capturing_) key(captured(p), offset(p));
      return end_key(p, end);
    }
    if (static_cast<unsigned char>(*p) < 0x20) return refuse_byte(p, "the rest of a string");
    p = odd(p, end);
    if (state_ != State::string) return p;
  }
}

// A string literal begins at `p`. Most have no odd byte at all and end in this piece.
[[gnu::always_inline]] inline const char* Scanner::begin_string(const char* p, const char* end) {
  const char* quote = skip_plain(p + 1, end);
  if (quote != end && *quote == '"') [[likely]]
    return end_value(quote + 1, end);
  in_key_ = escaped_ = false;
  state_ = State::string;
  return string(quote, end);
}

// The same for a key. Only what has rules or may be the id is looked at.
[[gnu::always_inline]] inline const char* Scanner::begin_key(const char* p, const char* end) {
  if (*p != '"') return is_space(*p) ? space(p, end) : refuse_byte(p, "a key");
  const char *begin = p + 1, *quote = skip_plain(begin, end);
  const bool ruled = levels_.back().place != Place::plain;
  escaped_ = false;
  if (quote != end && *quote == '"') [[likely]] {
    if (ruled) key({begin, static_cast<std::size_t>(quote - begin)}, offset(quote));
    return end_key(quote, end);
  }
  if (ruled) capture(begin);
  in_key_ = true;
  state_ = State::string;
  return string(quote, end);
}

// A number begins at `p` with `first`. Most are short and whole.
[[gnu::always_inline]] inline const char* Scanner::begin_number(const char* p, const char* end,
                                                                Number first) {
  mark(p);
  const char* stop = first == Number::whole ? skip_digits(p + 1, end) : p + 1;
  if (first != Number::minus && stop != end && (*stop == ',' || (*stop | 0x20) == '}'))
    return end_value(stop, end);
  number_ = first;
  state_ = State::number;
  return number(stop, end);
}

// true, false or null begins at `p`.
[[gnu::always_inline]] inline const char* Scanner::begin_literal(const char* p, const char* end,
                                                                 std::string_view word) {
  mark(p);
  const auto left = static_cast<std::size_t>(end - p);
  if (left >= word.size() && std::memcmp(p, word.data(), word.size()) == 0)
    return end_value(p + word.size(), end);
  literal_ = word.data() + 1;
  state_ = State::literal;
  return literal(p + 1, end);
}

[[gnu::always_inline]] inline const char* Scanner::begin_value(const char* p, const char* end) {
  switch (*p) {
    case '"':
      mark(p);
      return begin_string(p, end);
    case '{':
    case '[':
      mark(p);
      return open(p);
    case '-':
      return begin_number(p, end, Number::minus);
    case '0':
      return begin_number(p, end, Number::zero);
    case '1':
    case '2':
    case '3':
    case '4':
    case '5':
    case '6':
    case '7':
    case '8':
    case '9':
      return begin_number(p, end, Number::whole);
    case 't':
      return begin_literal(p, end, "true");
    case 'f':
      return begin_literal(p, end, "false");
    case 'n':
      return begin_literal(p, end, "null");
    default:
      return is_space(*p) ? space(p, end) : refuse_byte(p, "a value");
  }
}

// What follows a value inside a container.
[[gnu::always_inline]] inline const char* Scanner::after(const char* p, const char* end) {
  const bool object = levels_.back().object;
  if (*p == (object ? '}' : ']')) return close(p, end);
  if (*p == ',') {
    state_ = object ? State::key : State::value;
    return p + 1;
  }
  return is_space(*p) ? space(p, end)
                      : refuse_byte(p, object ? "a comma or a brace" : "a comma or a bracket");
}

const char* Scanner::walk(const char* p, const char* end) {
  while (p != end && !ended_) {
    switch (state_) {
      case State::key_or_close:
        if (*p == '}') {
          p = close(p, end);
          break;
        }
        [[fallthrough]];
      case State::key:
        p = begin_key(p, end);
        if (state_ != State::value || p == end) break;
        [[fallthrough]];
      case State::value:
        p = begin_value(p, end);
        break;
      case State::value_or_close:
        p = *p == ']' ? close(p, end) : begin_value(p, end);
        break;
      case State::colon:
        if (*p == ':') {
          state_ = State::value;
          ++p;
        } else {
          p = is_space(*p) ? space(p, end) : refuse_byte(p, "a colon");
        }
        break;
      case State::after:
        p = after(p, end);
        break;
      case State::string:
        p = string(p, end);
        break;
      case State::odd:
        p = odd(p, end);
        break;
      case State::number:
        p = number(p, end);
        break;
      case State::literal:
        p = literal(p, end);
        break;
      case State::done:
        p = is_space(*p) ? space(p, end) : refuse_byte(p, "the end of the line");
        break;
      case State::broken:
        p = broken(p, end);
        break;
    }
  }
  return p;
}

const char* Scanner::open(const char* p) {
  const std::size_t depth = levels_.size();
  if (depth >= max_depth_ && !refuse_depth(p)) return p;
  const bool object = *p == '{';
  if (depth == 0) {
    rooted_ = true;
    answer_.batch = !object;
  }
  const bool ruled = depth == 0 ? object : watching();
  const Place place = ruled ? inside_ : Place::plain;
  levels_.push_back({place, object});
  if (depth < kHeld) held_[depth] = std::exchange(slot_, nullptr);
  if (object && unique_keys(place)) keys_.open();
  inside_ = inner(place);
  state_ = object ? State::key_or_close : State::value_or_close;
  return p + 1;
}

// `p` is the bracket that fits the innermost container.
const char* Scanner::close(const char* p, const char* end) {
  const Level closed = levels_.back();
  if (closed.object && unique_keys(closed.place)) keys_.close();
  levels_.pop_back();
  const std::size_t depth = levels_.size();
  slot_ = depth < kHeld ? held_[depth] : nullptr;
  inside_ = inner(place());
  return end_value(p + 1, end);
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
      if (c == '\n' && newline_ends_ && !levels_.empty()) return refuse_byte(p, "the rest of the message");
      return end_value(p, end);
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
  return end_value(p, end);
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

// The grammar is broken: only the line's end matters.
const char* Scanner::broken(const char* p, const char* end) {
  const void* newline = std::memchr(p, '\n', static_cast<std::size_t>(end - p));
  ended_ = newline != nullptr;
  return newline ? static_cast<const char*>(newline) + 1 : end;
}

}  // namespace callgate::json
