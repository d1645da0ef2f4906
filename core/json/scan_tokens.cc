// The scanner's straight path: whole tokens that follow each other without a byte that needs a second look.
// Every line of every client and server goes through here, so what is hot is inlined into run() and asks
// nothing that the grammar has already answered. Where the path ends, walk() goes on by state_.
#include <cstring>
#include <utility>

#include "core/json/known_keys.h"
#include "core/json/scan.h"
#include "core/json/skip.h"

namespace callgate::json {
namespace {

constexpr std::string_view kOwnPrefix = "dev.callgate/";

// Behind the number at `p`, if it has no exponent; at `p` or in its midst if there is none, or it has one.
[[gnu::noinline]] const char* skip_decimal(const char* p, const char* end) {
  const auto skip_digits = [end](const char* digits) {
    while (digits != end && is_digit(*digits)) ++digits;
    return digits;
  };
  const char* const whole = p + (*p == '-');
  const char* stop = skip_digits(whole);
  if (stop == whole || (*whole == '0' && stop != whole + 1)) return p;
  if (stop == end || *stop != '.') return stop;
  const char* const fraction = skip_digits(stop + 1);
  return fraction == stop + 1 ? stop : fraction;
}

// Whether what stands at `p` ends a number inside a container. Whatever else may follow is looked at twice.
bool ends_number(const char* p) {
  return *p == ',' || (*p | 0x20) == '}';
}

}  // namespace

// A member's value stands in [begin, end).
[[gnu::always_inline]] inline void Scanner::place_span(const char* begin, const char* end) {
  if (!slot_) return;
  const Span span{static_cast<std::uint32_t>(offset(begin)), static_cast<std::uint32_t>(end - begin)};
  answer_.parts.*slot_ = span;
  if (slot_ == &Envelope::id) keep_id({begin, span.size});
  slot_ = nullptr;
}

// A key that is known by no name, `key` with its escapes decoded: it may stand only once in its object.
[[gnu::noinline]] void Scanner::unknown_key(std::string_view key, std::string_view raw, const char* quote) {
  Level& level = *top_;
  const std::uint64_t hashed = keys_.hash(key);
  if (level.first_key == 0) {
    level.first_key = hashed;
    return;
  }
  // Objects inside this one have ended, so that its set is the innermost, however late it comes.
  if (!level.key_set) {
    keys_.open();
    keys_.add(level.first_key);
    level.key_set = true;
  }
  if (!keys_.add(hashed)) refuse_key(raw, quote, "repeated key");
}

// A key that leads to a part of the envelope, and to a place.
[[gnu::always_inline]] inline bool Scanner::known_key(Span Envelope::*slot, Place inside) {
  slot_ = slot;
  top_->inside = inside;
  return !(answer_.parts.*slot);
}

// A key whose place has rules, or that may be the id. It ends before `quote`.
[[gnu::noinline]] void Scanner::key(std::string_view raw, const char* quote) {
  const Place here = top_->place;
  if (here != Place::message && !watching_) return;
  if (here == Place::deep) return unknown_key(escaped_ ? decoded(raw) : raw, raw, quote);
  if (here == Place::result_meta) {
    if ((escaped_ ? decoded(raw) : raw).starts_with(kOwnPrefix)) answer_.parts.has_own_meta = true;
    return;
  }
  slot_ = nullptr;
  top_->inside = inner(here);
  if (escaped_) return refuse_key(raw, quote, "escaped key");
  bool exact = false;
  const KnownKey* known = find_known(here, raw, exact);
  if (!known) {
    if (here == Place::meta && raw.starts_with(kOwnPrefix)) answer_.parts.has_own_meta = true;
    if (watching_) unknown_key(raw, raw, quote);
  } else if (exact) {
    if (known_key(known->slot, known->inside)) return;
    if (known->slot == &Envelope::id) two_ids_ = true;
    refuse_key(raw, quote, "repeated key");
  } else {
    refuse_key(raw, quote, "key", known->key);
  }
}

// A key and its colon.
[[gnu::always_inline]] inline bool Scanner::take_key(const char*& p, const char* end) {
  if (p == end || *p != '"') [[unlikely]] {
    if (p == end || *p != ' ' || ++p == end || *p != '"') {
      state_ = State::key;
      return false;
    }
  }
  const char* begin = p + 1;
  const Place here = top_->place;
  if (here >= Place::message) {
    const QuickKey* quick = find_quick(here, begin, end);
    if (quick && (here == Place::message || watching_) && known_key(quick->slot, quick->inside)) [[likely]] {
      p = begin + quick->size;
      return true;
    }
  }
  const char* quote = skip_plain(begin, end);
  if (quote == end || *quote != '"') [[unlikely]] {
    p = begin_cut_key(begin, quote, end);
    return false;
  }
  if (here != Place::plain) key({begin, static_cast<std::size_t>(quote - begin)}, quote);
  p = quote + 1;
  if (p != end && *p == ':') [[likely]] {
    ++p;
    return true;
  }
  state_ = State::colon;
  return false;
}

[[gnu::always_inline]] inline bool Scanner::take_string(const char*& p, const char* end) {
  const char* quote = skip_plain(p + 1, end);
  if (quote == end || *quote != '"') [[unlikely]] {
    p = begin_cut_string(p, quote, end);
    return false;
  }
  place_span(p, quote + 1);
  p = quote + 1;
  return true;
}

[[gnu::always_inline]] inline bool Scanner::take_literal(const char*& p, const char* end,
                                                         std::string_view word) {
  if (static_cast<std::size_t>(end - p) < word.size() || std::memcmp(p, word.data(), word.size()) != 0) {
    p = begin_scalar(p, end);
    return false;
  }
  place_span(p, p + word.size());
  p += word.size();
  return true;
}

// A value that is no container begins at `p`; or nothing that is a value.
[[gnu::always_inline]] inline bool Scanner::take_scalar(const char*& p, const char* end) {
  if (*p == '"') return take_string(p, end);
  if (is_digit(*p)) {
    const char* stop = p + 1;
    if (*p != '0') {
      while (stop != end && is_digit(*stop)) ++stop;
    }
    if (stop != end && ends_number(stop)) [[likely]] {
      place_span(p, stop);
      p = stop;
      return true;
    }
  }
  if (*p == 't') return take_literal(p, end, "true");
  if (*p == 'f') return take_literal(p, end, "false");
  if (*p == 'n') return take_literal(p, end, "null");
  if (const char* stop = skip_decimal(p, end); stop != end && stop != p && ends_number(stop)) {
    place_span(p, stop);
    p = stop;
    return true;
  }
  state_ = State::value;  // unless it turns out to be more than white space
  p = begin_scalar(p, end);
  return false;
}

// The container at `p` opens. False if it is deeper than can be followed.
[[gnu::always_inline]] inline bool Scanner::open(const char* p) {
  if (slot_) (answer_.parts.*slot_).at = static_cast<std::uint32_t>(offset(p));
  if (top_ == limit_ && !deepen(p)) [[unlikely]]
    return false;
  const Place place = watching_ ? top_->inside : Place::plain;
  Level& level = *++top_;
  level.slot = std::exchange(slot_, nullptr);
  level.first_key = 0;
  level.place = place;
  level.inside = inner(place);
  level.closer = static_cast<char>(*p + 2);  // ASCII has both closing brackets two behind their opening ones
  level.key_set = false;
  return true;
}

// `p` is the bracket that ends the innermost container.
[[gnu::always_inline]] inline void Scanner::close(const char* p) {
  const Level& level = *top_--;
  if (level.key_set) [[unlikely]]
    keys_.close();
  if (level.slot) {
    Span& span = answer_.parts.*level.slot;
    span.size = static_cast<std::uint32_t>(offset(p)) + 1 - span.at;
  }
}

// What follows a value: brackets that close, and the comma.
[[gnu::always_inline]] inline bool Scanner::take_closers(const char*& p, const char* end) {
  while (p != end && *p == top_->closer) {
    close(p++);
    if (top_ == levels_.data()) {
      state_ = State::done;
      if (p != end && *p == '\n' && newline_ends_) {
        ended_ = true;
        ++p;
      }
      return false;
    }
  }
  if (p != end && *p == ',') [[likely]] {
    ++p;
    return true;
  }
  state_ = State::after;
  return false;
}

// Goes on inside a container, where a key, a value, or what follows a value must stand.
const char* Scanner::run(const char* p, const char* end, State next) {
  for (;;) {
    if (next == State::after) {
      if (!take_closers(p, end)) return p;
      next = top_->object() ? State::key : State::value;
    }
    if (next == State::key && !take_key(p, end)) return p;
    if (p == end) [[unlikely]] {
      state_ = State::value;
      return p;
    }
    if ((*p | 0x20) == '{') {
      if (!open(p)) return p;
      next = top_->object() ? State::key : State::value;
      if (++p == end || *p <= ' ') [[unlikely]] {
        state_ = next == State::key ? State::key_or_close : State::value_or_close;
        return p;
      }
      if (*p == top_->closer) next = State::after;
    } else if (*p == ' ') {
      ++p;
      next = State::value;
    } else {
      if (!take_scalar(p, end)) return p;
      next = State::after;
    }
  }
}

// The line's first byte that is no white space, at `p`.
const char* Scanner::begin_line(const char* p, const char* end) {
  if ((*p | 0x20) != '{') return begin_scalar(p, end);
  rooted_ = true;
  answer_.batch = *p == '[';
  // The message's id matters even in a line of which nothing else does.
  Level& level = *++top_;
  level = {};
  level.place = answer_.batch ? Place::plain : root_;
  level.closer = static_cast<char>(*p + 2);
  state_ = answer_.batch ? State::value_or_close : State::key_or_close;
  if (++p != end && *p == '"') [[likely]]
    return run(p, end, answer_.batch ? State::value : State::key);
  return p;
}

const char* Scanner::walk(const char* p, const char* end) {
  while (p != end && !ended_) {
    switch (state_) {
      case State::value:
        p = depth() == 0 ? begin_line(p, end) : run(p, end, State::value);
        break;
      case State::value_or_close:
        p = is_space(*p) ? space(p, end) : run(p, end, *p == ']' ? State::after : State::value);
        break;
      case State::key_or_close:
        if (*p == '}') {
          p = run(p, end, State::after);
          break;
        }
        [[fallthrough]];
      case State::key:
        p = *p == '"' ? run(p, end, State::key) : space_or(p, end, "a key");
        break;
      case State::colon:
        if (*p == ':') {
          state_ = State::value;
          ++p;
        } else {
          p = space_or(p, end, "a colon");
        }
        break;
      case State::after:
        p = *p == ',' || *p == top_->closer
                ? run(p, end, State::after)
                : space_or(p, end, top_->object() ? "a comma or a brace" : "a comma or a bracket");
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
        p = space_or(p, end, "the end of the line");
        break;
      case State::broken:
        p = broken(p, end);
        break;
    }
  }
  return p;
}

}  // namespace callgate::json
