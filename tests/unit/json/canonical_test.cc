#include "core/json/canonical.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <utility>
#include <vector>

using callgate::json::canonical;

namespace {

std::string of(std::string_view text) {
  auto result = canonical(text);
  return result ? *result : "refused: " + result.error().what;
}

// Writes one and the same value in ever different ways: order of members, white space, escapes, spelling of
// numbers.
class Respeller {
 public:
  explicit Respeller(unsigned seed) : random_(seed) {}

  std::string spell(const nlohmann::json& value) {
    const std::string space = random_() % 4 ? "" : " \n\t";
    if (value.is_string()) return space + text(value.get<std::string>()) + space;
    if (value.is_number()) return space + number(value.get<int>()) + space;
    if (!value.is_structured()) return space + value.dump() + space;
    std::vector<std::string> parts;
    for (const auto& [key, item] : value.items())
      parts.push_back((value.is_object() ? text(key) + ":" : "") + spell(item));
    if (value.is_object()) std::shuffle(parts.begin(), parts.end(), random_);
    std::string out(1, value.is_object() ? '{' : '[');
    for (const std::string& part : parts) out += (&part == parts.data() ? "" : ",") + part;
    return space + out + (value.is_object() ? '}' : ']') + space;
  }

  nlohmann::json value(int depth) {
    switch (random_() % (depth > 0 ? 6 : 4)) {
      case 0:
        return nullptr;
      case 1:
        return random_() % 2 == 0;
      case 2:
        return static_cast<int>(random_() % 100'000) - 50'000;
      case 3:
        return some_text();
      case 4: {
        auto array = nlohmann::json::array();
        for (unsigned left = random_() % 4; left > 0; --left) array.push_back(value(depth - 1));
        return array;
      }
      default: {
        auto object = nlohmann::json::object();
        for (unsigned left = random_() % 5; left > 0; --left) object[some_text()] = value(depth - 1);
        return object;
      }
    }
  }

 private:
  std::string some_text() {
    static constexpr const char* kPieces[] = {"a",  "b",    "/",      "\"",     "\\",
                                              "\n", "\x01", "\u00e9", "\uFB33", "\U0001F600"};
    std::string out;
    for (unsigned left = random_() % 4; left > 0; --left) out += kPieces[random_() % std::size(kPieces)];
    return out;
  }
  std::string text(const std::string& decoded) {
    std::string literal = nlohmann::json(decoded).dump(-1, ' ', random_() % 2 == 0);
    for (std::size_t at = literal.find('a'); at != literal.npos; at = literal.find('a', at + 6)) {
      // Not within an escape that is there already.
      if (random_() % 2 == 0 || (at > 0 && literal.find('\\') != literal.npos)) break;
      literal.replace(at, 1, "\\u0061");
    }
    return literal;
  }
  std::string number(int n) {
    const std::string plain = std::to_string(n);
    switch (random_() % 4) {
      case 0:
        return plain + ".000";
      case 1:
        return plain + "0E-1";
      case 2:
        return plain + "00.0e-2";
      default:
        return plain;
    }
  }
  std::mt19937 random_;
};

}  // namespace

TEST_CASE("one value has one form however it is spelled, and the form means the value") {
  for (unsigned seed = 0; seed < 3000; ++seed) {
    Respeller respeller(seed);
    const nlohmann::json value = respeller.value(4);
    const std::string form = of(respeller.spell(value));
    CAPTURE(form);
    REQUIRE(of(respeller.spell(value)) == form);
    REQUIRE(of(value.dump()) == form);
    REQUIRE(nlohmann::json::parse(form) == value);
    REQUIRE(of(form) == form);
  }
}

TEST_CASE("numbers are exact decimals, whatever their spelling") {
  for (const char* fifty : {"50", "50.0", "5e1", "5E+1", "0.5e2", "500e-1", "50.000e0"})
    CHECK(of(fifty) == "5e1");
  CHECK(of("0") == "0");
  CHECK(of("-0") == "0");
  CHECK(of("-0.000e999999999999999999999") == "0");
  CHECK(of("1") == "1");
  CHECK(of("-12.5") == "-125e-1");
  CHECK(of("0.001") == "1e-3");
  CHECK(of("0.0010200") == "102e-5");
  CHECK(of("100200") == "1002e2");
  CHECK(of("9007199254740993") == "9007199254740993");
  CHECK(of("9007199254740993") != of("9007199254740992"));
  CHECK(of("9007199254740993.0") == of("9007199254740993"));
  CHECK(of("0.1") != of("0.1000000000000000055511151231257827"));
  CHECK(of("1e400") == "1e400");
  CHECK(of("10e399") == "1e400");
  CHECK(of("1e999999999999999999") == "1e999999999999999999");
  CHECK(of("1e0000000000000000000000007") == "1e7");
  CHECK(of("1e1000000000000000000") == "refused: a number's exponent is out of range");
}

TEST_CASE("other types stay apart from numbers and from each other") {
  CHECK(of("\"50\"") == "\"50\"");
  CHECK(of(" true ") == "true");
  CHECK(of("null") == "null");
  CHECK(of("[ 1 , \"1\",[ ],{ } ]") == R"([1,"1",[],{}])");
  CHECK(of("[1,2]") != of("[2,1]"));
}

TEST_CASE("strings have one spelling, by code point, and nothing is normalised") {
  CHECK(of(R"("\u0061\/b")") == R"("a/b")");
  CHECK(of(R"("\ud83d\ude00")") == "\"\U0001F600\"");
  CHECK(of(R"("\n")") == of(R"("\u000a")"));
  CHECK(of("\"\u00e9\"") != of("\"e\u0301\""));
  CHECK(of(R"("a ")") != of(R"("a")"));
}

TEST_CASE("members are sorted by their decoded keys at every depth") {
  CHECK(of(R"({"b":1,"a":{"d":[{"z":1,"y":2}],"c":null}})") ==
        R"({"a":{"c":null,"d":[{"y":2,"z":1}]},"b":1})");
  CHECK(of(R"({"b":1,"\u0061":2})") == R"({"a":2,"b":1})");
  // U+1F600 comes after U+FB33 by code point, though its UTF-16 surrogates come before it (RFC 8785 differs
  // here).
  CHECK(of("{\"\U0001F600\":1,\"\uFB33\":2}") == "{\"\uFB33\":2,\"\U0001F600\":1}");
  CHECK(of(R"({"a":1,"aa":2,"":3})") == R"({"":3,"a":1,"aa":2})");
}

TEST_CASE("the canonical form is its own canonical form") {
  for (const char* text :
       {R"({"b":[1.50,{"y":-0,"x":"\t\u20ac"}],"a":1e-7})", "[]", "\"\\\"\\\\\"", "-1.25e-30"}) {
    CHECK(of(of(text)) == of(text));
  }
}

TEST_CASE("what has no single meaning is refused") {
  CHECK(of(R"({"a":1,"b":2,"\u0061":3})") == "refused: repeated key \"a\"");
  CHECK(of("[[[1]]]") == "[[[1]]]");
  CHECK(canonical("[[[1]]]", 3).has_value());
  CHECK_FALSE(canonical("[[[1]]]", 2).has_value());
  const std::string deep(100'000, '[');
  CHECK_FALSE(canonical(deep + std::string(100'000, ']')).has_value());
}

TEST_CASE("text that is no JSON ends in an error, not beyond its end") {
  for (const char* text :
       {"", "[", "[1", "[1,", "{", "{\"a\"", "{\"a\":", "{\"a\":1", "\"a", "-", "{1:2}", "[1 2]"}) {
    CAPTURE(text);
    CHECK_FALSE(canonical(text).has_value());
  }
}
