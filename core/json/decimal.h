// JSON numbers by their exact value: compared, and divided, as the decimals their text spells.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string_view>

namespace callgate::json {

// One number. Digits are never rounded, whatever their count; nothing is allocated. It looks into the text it
// was read from, which must outlive it.
class Decimal {
 public:
  // Zero.
  Decimal() = default;
  // The value of a number literal. Nothing if `literal` is none by JSON's grammar (RFC 8259, section 6), or
  // if it is not zero and its exponent has more than 18 digits.
  static std::optional<Decimal> read(std::string_view literal);

  bool is_zero() const { return whole_.empty() && fraction_.empty(); }
  bool is_negative() const { return negative_; }  // never of zero: -0 is 0
  // Whether it has no fractional part: 1.0 and 10e-1 have none.
  bool is_integer() const { return is_zero() || exponent_ >= 0; }
  // Decimal digits of its text without leading and trailing zeros.
  std::size_t significant_digits() const { return whole_.size() + fraction_.size(); }

  // Whether it is `divisor` times an integer. Nothing if that cannot be said: a divisor of zero, or one with
  // more than 19 significant digits.
  std::optional<bool> multiple_of(const Decimal& divisor) const;

  friend std::strong_ordering operator<=>(const Decimal& a, const Decimal& b);
  friend bool operator==(const Decimal& a, const Decimal& b) { return (a <=> b) == 0; }

 private:
  char digit(std::size_t i) const { return i < whole_.size() ? whole_[i] : fraction_[i - whole_.size()]; }
  std::strong_ordering compare_magnitude(const Decimal& other) const;

  // The digits are whole_ and fraction_ side by side, without zeros at either end; the last one counts
  // 10^exponent_.
  std::string_view whole_, fraction_;
  std::int64_t exponent_ = 0;
  bool negative_ = false;
};

}  // namespace callgate::json
