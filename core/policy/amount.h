// Money and other sums: exact decimals.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/config/jsonc.h"
#include "core/config/shape.h"

namespace callgate::policy {

// A decimal with at most nine digits behind the point and eighteen before it. Sums of fewer than ten billion
// of them are exact.
class Amount {
 public:
  constexpr Amount() = default;
  static constexpr Amount of(std::int64_t whole) { return Amount(static_cast<Wide>(whole) * kUnit); }
  // The value of a number as JSON spells it ("0.04", "5e1"). Nothing if it is none, or has more digits than
  // an Amount: rounding a limit would be a mistake.
  static std::optional<Amount> read(std::string_view literal);

  std::string text() const;  // the shortest spelling: "0.04"
  bool is_negative() const { return units_ < 0; }
  // A part of it, rounded down to a unit.
  Amount part(double share) const { return Amount(static_cast<Wide>(static_cast<double>(units_) * share)); }

  Amount& operator+=(const Amount& other) {
    units_ += other.units_;
    return *this;
  }
  Amount& operator-=(const Amount& other) {
    units_ -= other.units_;
    return *this;
  }
  friend Amount operator+(Amount a, const Amount& b) { return a += b; }
  friend Amount operator-(Amount a, const Amount& b) { return a -= b; }
  friend constexpr bool operator==(const Amount&, const Amount&) = default;
  friend constexpr std::strong_ordering operator<=>(const Amount& a, const Amount& b) {
    return a.units_ < b.units_   ? std::strong_ordering::less
           : a.units_ > b.units_ ? std::strong_ordering::greater
                                 : std::strong_ordering::equal;
  }

 private:
  __extension__ using Wide = __int128;
  static constexpr std::int64_t kUnit = 1'000'000'000;
  constexpr explicit Amount(Wide units) : units_(units) {}
  Wide units_ = 0;
};

// As a knob.
void read_value(const config::Node& node, Amount& value);
std::string print_value(const Amount& value, const config::Shape& shape);

}  // namespace callgate::policy
