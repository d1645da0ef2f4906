#include "core/json/decimal.h"

#include <doctest/doctest.h>

#include <cmath>
#include <cstdlib>
#include <random>
#include <string>

#include "core/json/canonical.h"

using callgate::json::Decimal;

namespace {

Decimal of(std::string_view literal) {
  const auto number = Decimal::read(literal);
  REQUIRE_MESSAGE(number, literal);
  return *number;
}

// -1, 0, 1.
int order(std::string_view a, std::string_view b) {
  const auto compared = of(a) <=> of(b);
  return compared < 0 ? -1 : compared > 0 ? 1 : 0;
}

}  // namespace

TEST_CASE("decimals are read from JSON's numbers and nothing else") {
  for (const char* text : {"", "-", "+1", "01", "-01", "1.", ".5", "1e", "1e+", "1_000", " 1", "1 ", "0x10",
                           "NaN", "inf", "1.5.2", "1e5.0", "--1", "\"1\""}) {
    CHECK_MESSAGE(!Decimal::read(text), text);
  }
  for (const char* text :
       {"0", "-0", "0.0", "10", "1.50", "1e5", "1E+05", "-1.5e-7", "1e000000000000000000001"}) {
    CHECK_MESSAGE(Decimal::read(text), text);
  }
}

TEST_CASE("exponents are bounded, except where they mean nothing") {
  CHECK(Decimal::read("1e999999999999999999"));
  CHECK(!Decimal::read("1e9999999999999999999"));
  CHECK(!Decimal::read("1e-9999999999999999999"));
  CHECK(of("0e9999999999999999999").is_zero());
}

TEST_CASE("spellings of one value are equal") {
  const std::pair<const char*, const char*> same[] = {
      {"1", "1.0"},      {"50", "5e1"},         {"50", "0.5E2"}, {"0", "-0.000e7"},   {"1000", "1e3"},
      {"0.001", "1e-3"}, {"-12.50", "-1.25e1"}, {"100e-2", "1"}, {"0.00120", "12e-4"}};
  for (const auto& [a, b] : same) CHECK_MESSAGE(of(a) == of(b), a);
}

TEST_CASE("order is exact where doubles would round") {
  CHECK(order("9007199254740993", "9007199254740992") == 1);
  CHECK(order("0.1", "0.10000000000000000000000000000000001") == -1);
  CHECK(order("1e400", "1e401") == -1);
  CHECK(order("-1e400", "1e-400") == -1);
  CHECK(order("1e-400", "0") == 1);
  CHECK(order("-2", "-10") == 1);
  CHECK(order("12", "2") == 1);
  CHECK(order("0.5", "0.49") == 1);
  CHECK(order("99999999999999999999999", "1e23") == -1);
}

TEST_CASE("integers are those without a fractional part") {
  for (const char* text : {"0", "1.0", "10e-1", "1e400", "-3.000", "1.5e1"})
    CHECK_MESSAGE(of(text).is_integer(), text);
  for (const char* text : {"0.5", "1e-1", "1.000000000000000000000000001", "15e-1"}) {
    CHECK_MESSAGE(!of(text).is_integer(), text);
  }
}

TEST_CASE("multiples are exact") {
  const auto multiple = [](std::string_view value, std::string_view divisor) {
    return of(value).multiple_of(of(divisor));
  };
  CHECK(multiple("0.0075", "0.0001") == true);
  CHECK(multiple("0.00751", "0.0001") == false);
  CHECK(multiple("19.99", "0.01") == true);
  CHECK(multiple("4.5", "1.5") == true);
  CHECK(multiple("35", "1.5") == false);
  CHECK(multiple("0", "7") == true);
  CHECK(multiple("-21", "7") == true);
  CHECK(multiple("1e308", "0.123456789") == false);
  CHECK(multiple("12391239123", "1e-8") == true);
  CHECK(multiple("3e999999999999", "3") == true);
  CHECK(multiple("2e999999999999", "3") == false);
  CHECK(multiple("123456789012345678901234567890", "10") == true);
  CHECK(multiple("123456789012345678901234567891", "10") == false);
  CHECK(multiple("18446744073709551616", "9999999999999999999") == false);
  CHECK(!multiple("1", "0"));
  CHECK(!multiple("1", "12345678901234567891"));
}

TEST_CASE("random numbers are ordered as long doubles and the canonical form say") {
  std::mt19937 random(20261120);
  const auto literal = [&] {
    std::string text = random() % 2 ? "-" : "";
    text += std::to_string(random() % 1000);
    if (random() % 2) text += '.' + std::to_string(random() % 1000);
    if (random() % 3 == 0) text += 'e' + std::to_string(static_cast<int>(random() % 9) - 4);
    return text;
  };
  for (int i = 0; i < 20'000; ++i) {
    const std::string a = literal(), b = literal();
    const bool same = callgate::json::canonical(a).value() == callgate::json::canonical(b).value();
    REQUIRE_MESSAGE((of(a) == of(b)) == same, a << " and " << b);
    // Far apart compared with what they round away, or one and the same.
    const long double x = std::strtold(a.c_str(), nullptr), y = std::strtold(b.c_str(), nullptr);
    if (!same) REQUIRE_MESSAGE(order(a, b) == (x < y ? -1 : 1), a << " and " << b);
  }
}
