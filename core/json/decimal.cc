#include "core/json/decimal.h"

#include <algorithm>
#include <charconv>

#include "core/json/skip.h"

namespace callgate::json {
namespace {

constexpr std::size_t kMaxExponentDigits = 18;
constexpr std::size_t kMaxDivisorDigits = 19;  // any such number fits 64 bits

__extension__ typedef unsigned __int128 Wide;

std::uint64_t multiply(std::uint64_t a, std::uint64_t b, std::uint64_t modulus) {
  return static_cast<std::uint64_t>(static_cast<Wide>(a) * b % modulus);
}

// 10^power modulo `modulus`.
std::uint64_t ten_to(std::uint64_t power, std::uint64_t modulus) {
  std::uint64_t result = 1 % modulus, square = 10 % modulus;
  for (; power != 0; power >>= 1) {
    if (power & 1) result = multiply(result, square, modulus);
    square = multiply(square, square, modulus);
  }
  return result;
}

// The digits that `text` begins with, taken from it.
std::string_view take_digits(std::string_view& text) {
  std::size_t size = 0;
  while (size < text.size() && is_digit(text[size])) ++size;
  const std::string_view digits = text.substr(0, size);
  text.remove_prefix(size);
  return digits;
}

bool take(std::string_view& text, char c) {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

void drop_leading_zeros(std::string_view& digits) {
  digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size()));
}
void drop_trailing_zeros(std::string_view& digits) {
  digits = digits.substr(0, digits.find_last_not_of('0') + 1);
}

}  // namespace

std::optional<Decimal> Decimal::read(std::string_view literal) {
  Decimal number;
  number.negative_ = take(literal, '-');
  number.whole_ = take_digits(literal);
  if (number.whole_.empty() || (number.whole_.front() == '0' && number.whole_.size() > 1))
    return std::nullopt;
  if (take(literal, '.')) {
    number.fraction_ = take_digits(literal);
    if (number.fraction_.empty()) return std::nullopt;
  }
  std::string_view power;
  bool power_negative = false;
  if (take(literal, 'e') || take(literal, 'E')) {
    power_negative = take(literal, '-');
    if (!power_negative) take(literal, '+');
    power = take_digits(literal);
    if (power.empty()) return std::nullopt;
  }
  if (!literal.empty()) return std::nullopt;

  drop_leading_zeros(number.whole_);
  drop_trailing_zeros(number.fraction_);
  number.exponent_ = -static_cast<std::int64_t>(number.fraction_.size());
  if (number.whole_.empty()) drop_leading_zeros(number.fraction_);
  if (number.is_zero()) return Decimal();
  if (number.fraction_.empty()) {
    const std::size_t all = number.whole_.size();
    drop_trailing_zeros(number.whole_);
    number.exponent_ = static_cast<std::int64_t>(all - number.whole_.size());
  }
  drop_leading_zeros(power);
  if (power.size() > kMaxExponentDigits) return std::nullopt;
  std::int64_t shift = 0;
  std::from_chars(power.data(), power.data() + power.size(), shift);
  number.exponent_ += power_negative ? -shift : shift;
  return number;
}

std::strong_ordering Decimal::compare_magnitude(const Decimal& other) const {
  const std::size_t mine = significant_digits(), theirs = other.significant_digits();
  const auto top = [](std::size_t digits, const Decimal& number) {
    return number.exponent_ + static_cast<std::int64_t>(digits);
  };
  if (const auto order = top(mine, *this) <=> top(theirs, other); order != 0) return order;
  for (std::size_t i = 0; i < std::min(mine, theirs); ++i) {
    if (digit(i) != other.digit(i)) return digit(i) <=> other.digit(i);
  }
  return mine <=> theirs;  // no digit string ends in zero, so what is left over counts
}

std::strong_ordering operator<=>(const Decimal& a, const Decimal& b) {
  if (a.is_zero() || b.is_zero() || a.negative_ != b.negative_) {
    const auto sign = [](const Decimal& number) { return number.is_zero() ? 0 : number.negative_ ? -1 : 1; };
    return sign(a) <=> sign(b);
  }
  return a.negative_ ? b.compare_magnitude(a) : a.compare_magnitude(b);
}

std::optional<bool> Decimal::multiple_of(const Decimal& divisor) const {
  if (divisor.is_zero() || divisor.significant_digits() > kMaxDivisorDigits) return std::nullopt;
  if (is_zero()) return true;
  // The digits do not end in zero, so no power of ten divides them.
  if (exponent_ < divisor.exponent_) return false;
  std::uint64_t modulus = 0;
  for (std::size_t i = 0; i < divisor.significant_digits(); ++i) {
    modulus = modulus * 10 + static_cast<std::uint64_t>(divisor.digit(i) - '0');
  }
  Wide rest = 0;
  for (std::size_t i = 0; i < significant_digits(); ++i) {
    rest = (rest * 10 + static_cast<Wide>(digit(i) - '0')) % modulus;
  }
  const auto shift = static_cast<std::uint64_t>(exponent_ - divisor.exponent_);
  return multiply(static_cast<std::uint64_t>(rest), ten_to(shift, modulus), modulus) == 0;
}

}  // namespace callgate::json
