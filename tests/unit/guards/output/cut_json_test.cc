#include "core/guards/output/cut_json.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>

using namespace callgate;
using namespace callgate::guard;
using Json = nlohmann::json;

namespace {

std::string cut(const std::string& text, const JsonLimits& limits) {
  const json::Outline outline(text);
  const auto made = cut_json(outline, limits);
  if (!made) return "nothing";
  CHECK(made->size() <= limits.bytes);
  CHECK(Json::accept(*made));
  return *made;
}

constexpr JsonLimits kWide{1 << 20, 1000, 20, 10'000};

}  // namespace

TEST_CASE("cut_json: what is within its limits only loses its white space") {
  CHECK(cut(R"( { "a" : [ 1, 2.50, "x\n\u00e9", true, null ], "b": {} } )", kWide) ==
        R"({"a":[1,2.50,"x\né",true,null],"b":{}})");
}

TEST_CASE("cut_json: arrays lose their last elements, strings their ends, depth its inside") {
  CHECK(cut("[1,2,3,4]", {100, 2, 20, 100}) == "[1,2]");
  CHECK(cut(R"({"a":{"b":[{"c":1}]}})", {100, 9, 3, 100}) == R"({"a":{"b":[{}]}})");
  CHECK(cut(R"({"a":{"b":[{"c":1}]}})", {100, 9, 2, 100}) == R"({"a":{"b":[]}})");
  CHECK(cut(R"({"a":{"b":1}})", {100, 9, 1, 100}) == R"({"a":{}})");
  CHECK(cut(R"(["0123456789012345678901234567890123456789"])", {100, 9, 9, 20}) ==
        R"(["01234567890123456…"])");
  CHECK(cut("[[[[]]]]", {7, 9, 9, 9}) == "[]");
}

TEST_CASE("cut_json: a large value keeps its form") {
  Json rows = Json::array();
  for (int i = 0; i < 5000; ++i) rows.push_back({{"id", i}, {"text", std::string(300, 'x')}});
  const Json made =
      Json::parse(cut(Json{{"rows", rows}, {"total", 5000}}.dump(), {100'000, 1000, 20, 10'000}));
  CHECK(made["total"] == 5000);
  REQUIRE(made["rows"].size() > 100);
  CHECK(made["rows"][0] == rows[0]);

  Json texts = Json::object();
  for (int i = 0; i < 100; ++i) texts["k" + std::to_string(i)] = std::string(5000, 'y');
  const Json all = Json::parse(cut(texts.dump(), {100'000, 1000, 20, 10'000}));
  CHECK(all.size() == 100);
}

TEST_CASE("cut_json: members of objects go only if nothing else helps") {
  Json numbers = Json::object();
  for (int i = 0; i < 10'000; ++i) numbers["member" + std::to_string(i)] = i;
  const Json made = Json::parse(cut(numbers.dump(), {1000, 1000, 20, 10'000}));
  CHECK(made.size() > 20);
  CHECK(made.size() < 100);
  CHECK(cut(R"({"a":123456789012345678901234567890})", {10, 9, 9, 9}) == "{}");
  CHECK(cut("{}", {1, 9, 9, 9}) == "nothing");
}

TEST_CASE("cut_json: any number of bytes is kept to, with whatever stands inside") {
  const std::string text = Json{
      {"a\"b", {1, "é日😀\n\"", {{"x", nullptr}}}},
      {"long", std::string(200, '"')},
      {"z", {{{}, {1, {2}}}}}}.dump();
  for (std::size_t bytes = 2; bytes < text.size() + 10; ++bytes) {
    for (const std::size_t array : {0, 1, 9}) CHECK(cut(text, {bytes, array, 9, 50}) != "nothing");
  }
}

TEST_CASE("cut_json: what is beyond the bounds is found, and where") {
  const std::string text = R"({"a":[1,2],"b":{"items":[[1,2,3],4]}})";
  const json::Outline outline(text);
  CHECK_FALSE(excess_of(outline, {3, 4}).any());
  JsonExcess excess = excess_of(outline, {2, kAny});
  CHECK(excess.elements == 3);
  CHECK(excess.where == "b.items[0]");
  excess = excess_of(outline, {kAny, 3});
  CHECK(excess.levels == 4);
  CHECK(excess.elements == 0);
}

TEST_CASE("cut_json: the compact size is that of the same value without spaces and needless escapes") {
  for (const char* text : {R"({})", R"( { "a" : [ 1 , "b c" ] } )", R"(["\u00e9\/\n\"\\","é"])",
                           R"(["\u0001\u001f\u0041"])", R"(["\ud83d\ude00"])"}) {
    CAPTURE(std::string(text));
    CHECK(compact_size(text) == Json::parse(text).dump().size());
  }
}
