#include "core/json/canonical.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <cstring>
#include <vector>

#include "core/json/view.h"

namespace callgate::json {
namespace {

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Reads validated text left to right, once, and writes the canonical form behind it.
class Writer {
 public:
  Writer(std::string_view text, int max_depth)
      : at_(text.data()), end_(at_ + text.size()), depth_left_(max_depth) {
    out_.reserve(text.size());
  }

  bool value() {
    skip_space();
    switch (peek()) {
      case '{':
        return nested([this] { return object(); });
      case '[':
        return nested([this] { return array(); });
      case '"':
        return string();
      case 't':
      case 'f':
      case 'n':
        return word();
      default:
        return number();
    }
  }
  std::string take() { return std::move(out_); }
  std::string why;

 private:
  // A member written to out_[from, to): its key and value.
  struct Written {
    std::string key;
    std::size_t from, to;
  };

  char peek() const { return at_ < end_ ? *at_ : '\0'; }
  void skip_space() {
    while (at_ < end_ && is_space(*at_)) ++at_;
  }
  // The next character after white space, taken if it is `c`.
  bool take_if(char c) {
    skip_space();
    if (peek() != c) return false;
    ++at_;
    return true;
  }
  bool fail(std::string reason) {
    why = std::move(reason);
    return false;
  }
  template <class Body>
  bool nested(Body body) {
    if (depth_left_-- == 0) return fail("nested too deeply");
    ++at_;
    const bool good = body();
    ++depth_left_;
    return good;
  }

  bool array() {
    out_ += '[';
    for (bool first = true; !take_if(']'); first = false) {
      if (!first && !take_if(',')) return fail("not JSON");
      if (!first) out_ += ',';
      if (!value()) return false;
    }
    out_ += ']';
    return true;
  }

  bool object() {
    out_ += '{';
    std::vector<Written> members;
    members.reserve(8);
    for (bool first = true; !take_if('}'); first = false) {
      if (!first && !take_if(',')) return fail("not JSON");
      skip_space();
      const std::size_t from = out_.size();
      if (peek() != '"' || !string()) return fail("not JSON");
      std::string key = key_at(from);
      out_ += ':';
      if (!take_if(':') || !value()) return why.empty() ? fail("not JSON") : false;
      members.push_back({std::move(key), from, out_.size()});
      out_ += ',';
    }
    return members.empty() ? (out_ += '}', true) : close_sorted(std::move(members));
  }

  // The decoded key of the canonical literal that out_ ends with.
  std::string key_at(std::size_t from) const {
    const std::string_view literal = std::string_view(out_).substr(from);
    if (literal.find('\\') != literal.npos) return decode(literal);
    return std::string(literal.substr(1, literal.size() - 2));
  }

  // Brings the members just written, each followed by a comma, into the order of their keys.
  bool close_sorted(std::vector<Written> members) {
    const std::size_t begin = members.front().from;
    // UTF-8 in the order of its bytes is in the order of its code points.
    const auto by_key = [](const Written& a, const Written& b) { return a.key < b.key; };
    if (!std::is_sorted(members.begin(), members.end(), by_key)) {
      std::sort(members.begin(), members.end(), by_key);
      std::string sorted;
      sorted.reserve(out_.size() - begin);
      for (const Written& member : members) sorted.append(out_, member.from, member.to - member.from) += ',';
      out_.replace(begin, out_.npos, sorted);
    }
    const auto twice = std::adjacent_find(members.begin(), members.end(),
                                          [](const Written& a, const Written& b) { return a.key == b.key; });
    if (twice != members.end()) return fail("repeated key " + quote(twice->key));
    out_.back() = '}';
    return true;
  }

  bool string() {
    const char* const begin = at_++;
    const char* const quote_at = find('"');
    const bool escaped = std::memchr(at_, '\\', static_cast<std::size_t>(quote_at - at_));
    at_ = quote_at;
    if (escaped) skip_escaped(begin + 1);
    if (at_ >= end_) return fail("not JSON");
    ++at_;
    const std::string_view literal(begin, static_cast<std::size_t>(at_ - begin));
    if (escaped) {
      append_quoted(out_, decode(literal));
    } else {
      out_ += literal;
    }
    return true;
  }

  // The next `c`, or the end.
  const char* find(char c) const {
    const void* found = std::memchr(at_, c, static_cast<std::size_t>(end_ - at_));
    return found ? static_cast<const char*>(found) : end_;
  }

  // To the quote that ends the string whose characters begin at `from`, or to the end.
  void skip_escaped(const char* from) {
    for (at_ = from; at_ < end_ && *at_ != '"'; ++at_) {
      if (*at_ == '\\' && ++at_ == end_) return;
    }
  }

  bool word() {
    const char* const begin = at_;
    while (at_ < end_ && *at_ >= 'a' && *at_ <= 'z') ++at_;
    out_.append(begin, at_);
    return true;
  }

  std::string_view digits() {
    const char* const begin = at_;
    while (at_ < end_ && is_digit(*at_)) ++at_;
    return {begin, static_cast<std::size_t>(at_ - begin)};
  }

  bool number() {
    const bool negative = peek() == '-';
    if (negative) ++at_;
    const std::string_view whole = digits();
    if (whole.empty()) return fail("not JSON");
    std::string_view fraction, power;
    bool power_negative = false;
    if (peek() == '.') ++at_, fraction = digits();
    if (peek() == 'e' || peek() == 'E') {
      ++at_;
      power_negative = peek() == '-';
      if (peek() == '-' || peek() == '+') ++at_;
      power = digits();
    }
    return decimal(negative, whole, fraction, power, power_negative);
  }

  bool decimal(bool negative, std::string_view whole, std::string_view fraction, std::string_view power,
               bool power_negative) {
    std::string& out = out_;
    const std::size_t begin = out.size() + (negative ? 1 : 0);
    if (negative) out += '-';
    whole.remove_prefix(std::min(whole.find_first_not_of('0'), whole.size()));
    out += whole;
    if (whole.empty())
      fraction_after_zeros(fraction);
    else
      out += fraction;
    const std::size_t written = out.size();
    while (out.size() > begin && out.back() == '0') out.pop_back();
    if (out.size() == begin) {  // zero, whatever its sign and exponent
      if (negative) out.pop_back();
      out += '0';
      return true;
    }
    power.remove_prefix(std::min(power.find_first_not_of('0'), power.size()));
    if (power.size() > 18) return fail("a number's exponent is out of range");
    std::int64_t exponent = 0;
    std::from_chars(power.data(), power.data() + power.size(), exponent);
    if (power_negative) exponent = -exponent;
    exponent += static_cast<std::int64_t>(written - out.size()) - static_cast<std::int64_t>(fraction.size());
    if (exponent != 0) out.append("e").append(std::to_string(exponent));
    return true;
  }
  void fraction_after_zeros(std::string_view fraction) {
    out_ += fraction.substr(std::min(fraction.find_first_not_of('0'), fraction.size()));
  }

  const char *at_, *end_;
  int depth_left_;
  std::string out_;
};

}  // namespace

Result<std::string> canonical(std::string_view text, int max_depth) {
  Writer writer(text, max_depth);
  if (!writer.value()) return error(Errc::refused, writer.why);
  return writer.take();
}

}  // namespace callgate::json
