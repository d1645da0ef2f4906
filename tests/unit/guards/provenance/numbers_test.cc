#include "core/guards/provenance/numbers.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace callgate::guard;

namespace {

using Numbers = std::vector<std::string>;

Numbers in_text(std::string_view text) {
  Numbers found;
  numbers_in_text(text, 100, found);
  return found;
}
Numbers written(std::initializer_list<const char*> numbers) {
  Numbers list;
  for (const char* number : numbers) list.push_back(number_of(number).value());
  return list;
}

}  // namespace

TEST_CASE("numbers: one spelling for one value") {
  CHECK(number_of("37") == number_of("37.0"));
  CHECK(number_of("37") == number_of("3.7e1"));
  CHECK(number_of("37") != number_of("-37"));
  CHECK(number_of("9007199254740993") != number_of("9007199254740992"));
  for (const char* none : {"", "x", "1x", "0x10", "NaN", "1 "}) CHECK_FALSE(number_of(none));
}

TEST_CASE("numbers: in prose, as words of their own") {
  CHECK(in_text("sigma is 4.2426, n=12; -3 degrees, 1.5e3 J.") == written({"4.2426", "12", "-3", "1.5e3"}));
  CHECK(in_text("a1 2b v3_4 é5").empty());
  CHECK(in_text("2024-05-06") == written({"2024", "5", "6"}));
  CHECK(in_text("1,234,567.5 euro") == written({"1234567.5", "1", "234", "567"}));
  CHECK(in_text("[1,2,3]") == written({"1", "2", "3"}));
  CHECK(in_text("1,") == written({"1"}));
  CHECK(in_text("1.") == written({"1"}));
  CHECK(in_text("5e").empty());
}

TEST_CASE("numbers: in results, wherever they stand, so many and no more") {
  Numbers found;
  numbers_in_result(
      ResultView(
          R"({"content":[{"type":"text","text":"x is 7"}],"structuredContent":{"a":[1.50,"20"]},"_meta":{"n":9}})"),
      100, found);
  CHECK(found == written({"7", "1.5", "20"}));
  found.clear();
  numbers_in_result(ResultView(R"({"content":[],"structuredContent":[1,2,3,4]})"), 2, found);
  CHECK(found.size() == 2);
}
