// The parts of string literals that need a second look: escapes, and characters beyond ASCII. Both are read
// whole where the piece has them whole; what a piece's end has cut waits in cut_ for its next byte.
#include <cstring>

#include "core/json/escape.h"
#include "core/json/scan.h"
#include "core/json/utf8.h"

namespace callgate::json {
namespace {

constexpr bool is_odd(char c) {
  return c == '\\' || static_cast<signed char>(c) < 0;
}

}  // namespace

// At an odd byte, or where one that was cut goes on. Leaves state_ at `string` where plain text begins again.
const char* Scanner::odd(const char* p, const char* end) {
  state_ = State::odd;
  while (p != end) {
    int length;
    if (cut_size_) {
      cut_[cut_size_] = *p;
      length = read_odd(cut_, cut_size_ + std::size_t{1}, offset(p) - cut_size_);
      if (length == 0) ++cut_size_, ++p;
      if (length == 0) continue;
      // Wrong or whole, it is this very byte that made it so.
      if (length > 0) ++p;
      cut_size_ = 0;
    } else if (is_odd(*p)) {
      const auto left = static_cast<std::size_t>(end - p);
      length = read_odd(p, left, offset(p));
      if (length == 0) {
        std::memcpy(cut_, p, left);
        cut_size_ = static_cast<std::uint8_t>(left);
        return end;
      }
      p += length > 0 ? length : -length;
    } else {
      if (high_) pair_surrogates(0, offset(p));
      state_ = State::string;
      return p;
    }
    if (state_ == State::broken) return p;
  }
  return p;
}

// Reads one escape or character that stands at offset `at`; the answer is that of utf8_length and
// escape_length.
int Scanner::read_odd(const char* text, std::size_t size, std::size_t at) {
  std::uint32_t code = 0;
  int length;
  if (*text == '\\') {
    escaped_ = in_key_;
    length = escape_length(text, size, code);
    if (length < 0) {
      refuse(Refused::syntax, "no such escape in a string", at);
      state_ = State::broken;
    }
  } else {
    length = utf8_length(text, size);
    if (length < 0) refuse(Refused::syntax, "a string is not UTF-8", at);
  }
  if (length > 0 && (high_ || is_high_surrogate(code) || is_low_surrogate(code))) pair_surrogates(code, at);
  return length;
}

// `code` stands at `at`: right after a high surrogate, or it is a surrogate itself.
void Scanner::pair_surrogates(std::uint32_t code, std::size_t at) {
  if (high_ != is_low_surrogate(code)) {
    refuse(Refused::syntax, "half of a surrogate pair", high_ ? high_at_ : at);
  }
  high_ = is_high_surrogate(code);
  high_at_ = at;
}

}  // namespace callgate::json
