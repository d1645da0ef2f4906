#include "core/json/scan.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <utility>

#include "core/json/skip.h"

namespace callgate::json {
namespace {

constexpr std::size_t kMaxLine = std::numeric_limits<std::uint32_t>::max();
constexpr std::size_t kMaxId = 1024;
// Too deep is too deep, but the id may still follow: that far the nesting is remembered.
constexpr std::size_t kMaxFollowedDepth = std::size_t{1} << 20;

constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
constexpr bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

}  // namespace

Scanner::Scanner(int max_depth) : max_depth_(static_cast<std::size_t>(std::max(max_depth, 1))) {
  reset();
}

void Scanner::reset() {
  begin(Place::message, true);
}

void Scanner::begin(Place root, bool newline_ends) {
  root_ = inside_ = root;
  newline_ends_ = newline_ends;
  state_ = State::value;
  ended_ = dropped_ = rooted_ = capturing_ = high_ = false;
  base_ = 0;
  levels_.clear();
  slot_ = nullptr;
  keys_.clear();
  kept_.clear();
  cut_size_ = 0;
  ids_ = 0;
  answer_ = Scanned{};
}

std::size_t Scanner::feed(std::string_view bytes) {
  if (ended_ || bytes.empty()) return 0;
  piece_ = token_ = bytes.data();
  const char *end = piece_ + bytes.size(), *p = piece_;
  const std::size_t room = kMaxLine - std::min(base_, kMaxLine);
  if (bytes.size() <= room) [[likely]] {
    p = walk(p, end);
  } else {
    p = walk(p, piece_ + room);
    if (!ended_) {
      refuse(Refused::syntax, "the line is longer than 4 GiB", kMaxLine);
      state_ = State::broken;
      p = walk(p, end);
    }
  }
  if (capturing_ && (!dropped_ || kept_.size() <= kMaxId)) kept_.append(token_, p);
  const auto read = static_cast<std::size_t>(p - piece_);
  base_ += read;
  return read;
}

void Scanner::drop_body() {
  dropped_ = true;
  keys_.clear();
}

const char* Scanner::walk(const char* p, const char* end) {
  while (p != end && !ended_) {
    switch (state_) {
      case State::value_or_close:
        if (*p == ']') {
          p = close(p);
          break;
        }
        [[fallthrough]];
      case State::value:
        p = begin_value(p, end);
        break;
      case State::key_or_close:
        if (*p == '}') {
          p = close(p);
          break;
        }
        [[fallthrough]];
      case State::key:
        p = begin_key(p, end);
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

inline const char* Scanner::begin_value(const char* p, const char* end) {
  switch (*p) {
    case '"':
      mark(p);
      in_key_ = escaped_ = false;
      state_ = State::string;
      return string(p + 1, end);
    case '{':
    case '[':
      mark(p);
      return open(p);
    case '-':
    case '0':
      mark(p);
      number_ = *p == '-' ? Number::minus : Number::zero;
      state_ = State::number;
      return number(p + 1, end);
    case 't':
    case 'f':
    case 'n':
      mark(p);
      literal_ = *p == 't' ? "rue" : *p == 'f' ? "alse" : "ull";
      state_ = State::literal;
      return literal(p + 1, end);
    default:
      break;
  }
  if (is_digit(*p)) {
    mark(p);
    number_ = Number::whole;
    state_ = State::number;
    return number(p + 1, end);
  }
  return is_space(*p) ? space(p, end) : refuse_byte(p, "a value");
}

// A value has ended before `p`.
inline const char* Scanner::end_value(const char* p) {
  if (slot_) mark_end(p);
  state_ = levels_.empty() ? State::done : State::after;
  return p;
}

// What follows a value inside a container.
inline const char* Scanner::after(const char* p, const char* end) {
  const bool in_object = levels_.back().object;
  if (*p == ',') {
    state_ = in_object ? State::key : State::value;
    return p + 1;
  }
  if (*p == (in_object ? '}' : ']')) return close(p);
  return is_space(*p) ? space(p, end)
                      : refuse_byte(p, in_object ? "a comma or a brace" : "a comma or a bracket");
}

const char* Scanner::open(const char* p) {
  const std::size_t depth = levels_.size();
  if (depth >= max_depth_) {
    refuse(Refused::depth, "nested too deeply", offset(p));
    if (depth >= kMaxFollowedDepth) {
      state_ = State::broken;
      return p;
    }
  }
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
const char* Scanner::close(const char* p) {
  const Level closed = levels_.back();
  if (closed.object && unique_keys(closed.place)) keys_.close();
  levels_.pop_back();
  const std::size_t depth = levels_.size();
  slot_ = depth < kHeld ? held_[depth] : nullptr;
  inside_ = inner(place());
  return end_value(p + 1);
}

inline const char* Scanner::begin_key(const char* p, const char* end) {
  if (*p != '"') return is_space(*p) ? space(p, end) : refuse_byte(p, "a key");
  const Place here = levels_.back().place;
  if (here != Place::plain && (watching() || here == Place::message)) capture(p + 1);
  in_key_ = true;
  escaped_ = false;
  state_ = State::string;
  return string(p + 1, end);
}

// `p` is the closing quote.
inline const char* Scanner::end_key(const char* p, const char* end) {
  if (capturing_) key(captured(p), offset(p));
  if (++p != end && *p == ':') {
    state_ = State::value;
    return p + 1;
  }
  state_ = State::colon;
  return p;
}

// Inside a string literal: on to its end, or to the end of the piece.
inline const char* Scanner::string(const char* p, const char* end) {
  for (;;) {
    p = skip_plain(p, end);
    if (p == end) return p;
    if (*p == '"') return in_key_ ? end_key(p, end) : end_value(p + 1);
    if (static_cast<unsigned char>(*p) < 0x20) return refuse_byte(p, "the rest of a string");
    p = odd(p, end);
    if (state_ != State::string) return p;
  }
}

const char* Scanner::number(const char* p, const char* end) {
  for (; p != end; ++p) {
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
    } else if (c == '.' && (number_ == Number::zero || number_ == Number::whole)) {
      number_ = Number::point;
    } else if ((c | 0x20) == 'e' &&
               (number_ == Number::zero || number_ == Number::whole || number_ == Number::fraction)) {
      number_ = Number::e;
    } else if ((c == '+' || c == '-') && number_ == Number::e) {
      number_ = Number::sign;
    } else {
      return number_is_whole() ? end_value(p) : refuse_byte(p, "a digit");
    }
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

// The grammar is broken: only the line's end matters.
const char* Scanner::broken(const char* p, const char* end) {
  const void* newline = std::memchr(p, '\n', static_cast<std::size_t>(end - p));
  ended_ = newline != nullptr;
  return newline ? static_cast<const char*>(newline) + 1 : end;
}

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

void Scanner::mark_end(const char* p) {
  Span& span = answer_.parts.*std::exchange(slot_, nullptr);
  span.size = static_cast<std::uint32_t>(offset(p)) - span.at;
  if (!capturing_) return;
  const std::string_view id = captured(p);
  answer_.id = id.size() <= kMaxId ? id : std::string_view();
}

Scanned Scanner::finish() {
  if (state_ == State::number && levels_.empty() && number_is_whole()) state_ = State::done;
  if (state_ == State::value && levels_.empty() && answer_.refused == Refused::no) {
    answer_.blank = true;
  } else if (state_ != State::done && state_ != State::broken) {
    refuse_end();
  } else if (!rooted_) {
    refuse(Refused::not_object, "the message is neither an object nor an array of objects", 0);
  }
  if (ids_ > 1) answer_.id.clear();
  return std::move(answer_);
}

Scanned scan(std::string_view line, int max_depth) {
  static thread_local Scanner scanner;
  scanner.max_depth_ = static_cast<std::size_t>(std::max(max_depth, 1));
  scanner.reset();
  if (scanner.feed(line) < line.size() || scanner.ended()) {
    scanner.refuse(Refused::syntax, "a newline inside the message", scanner.length());
  }
  return scanner.finish();
}

bool valid(std::string_view text, int max_depth) {
  static thread_local Scanner scanner;
  scanner.max_depth_ = static_cast<std::size_t>(std::max(max_depth, 1));
  scanner.begin(Place::plain, false);
  scanner.feed(text);
  const Scanned answer = scanner.finish();
  return (answer.refused == Refused::no && !answer.blank) || answer.refused == Refused::not_object;
}

}  // namespace callgate::json
