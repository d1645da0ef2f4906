#include "core/config/jsonc.h"

#include <doctest/doctest.h>

using namespace callgate::config;

namespace {

SourcePtr source(std::string text) {
  return std::make_shared<const Source>(Source{"a.jsonc", std::move(text)});
}

// "line:column what" of the one problem of a text that is no JSONC.
std::string complaint(std::string text) {
  Problems problems;
  const auto tree = parse_jsonc(source(std::move(text)), problems);
  REQUIRE(problems.size() == 1);
  const Problem& problem = problems[0];
  return std::to_string(problem.place.line) + ":" + std::to_string(problem.place.column) + " " + problem.what;
}

std::optional<Node> tree_of(std::string text) {
  Problems problems;
  auto tree = parse_jsonc(source(std::move(text)), problems);
  CHECK(problems.empty());
  return tree;
}

}  // namespace

TEST_CASE("comments, trailing commas and a byte order mark are no obstacle") {
  const auto tree =
      tree_of("\xEF\xBB\xBF// one\n{ /* two\n */ \"a\": [1, 2,], \"b\": {\"c\": null,}, }\n// end");
  REQUIRE(tree.has_value());
  CHECK(compact(*tree) == R"({"a":[1,2],"b":{"c":null}})");
}

TEST_CASE("a byte order mark does not shift the columns") {
  const auto tree = tree_of("\xEF\xBB\xBF{\"a\": 1}");
  REQUIRE(tree.has_value());
  CHECK(tree->members[0].place.column == 2);
}

TEST_CASE("keys and values know where they begin, in characters") {
  const auto tree = tree_of("{\n  \"größe\": \"ä\", \"b\":\ttrue }");
  REQUIRE(tree.has_value());
  CHECK(tree->members[0].place.line == 2);
  CHECK(tree->members[0].place.column == 3);
  CHECK(tree->members[0].place.width == 7);
  CHECK(tree->members[0].value.place.column == 12);
  CHECK(tree->members[1].place.column == 17);
  CHECK(tree->members[1].value.place.column == 22);
  CHECK(tree->members[1].value.place.width == 4);
}

TEST_CASE("strings are decoded, numbers keep their spelling") {
  const auto tree = tree_of(R"(["\u00e9\ud83d\ude00\n\/\"", -0.50e+10, 12345678901234567890])");
  REQUIRE(tree.has_value());
  CHECK(tree->items[0].text == "é😀\n/\"");
  CHECK(tree->items[1].text == "-0.50e+10");
  CHECK(tree->items[2].text == "12345678901234567890");
}

TEST_CASE("broken grammar is one problem with its place") {
  CHECK(complaint("") == "1:1 there is nothing in this file");
  CHECK(complaint("// only this\n") == "2:1 there is nothing in this file");
  CHECK(complaint("{} x") == "1:4 there is more after the end of the value");
  CHECK(complaint("{\n  \"a\": 1\n  \"b\": 2 }") == "3:3 a comma or \"}\" is missing before this");
  CHECK(complaint("[1 2]") == "1:4 a comma or \"]\" is missing before this");
  CHECK(complaint("{\"a\" 1}") == "1:6 a colon is missing after the key \"a\"");
  CHECK(complaint("{\"a\": }") == "1:7 a value is missing here");
  CHECK(complaint("{\"a\":") == "1:6 the text ends where a value should stand");
  CHECK(complaint("{\n\"a\": [1, {\"b\": 2}") == "2:6 this \"[\" is never closed");
  CHECK(complaint("{\n\"a\": 1,") == "1:1 this \"{\" is never closed");
  CHECK(complaint("{,}") == "1:2 a key or \"}\" is missing here");
  CHECK(complaint("[1,,2]") == "1:4 a value is missing here");
  CHECK(complaint("{a: 1}") == "1:2 a key stands in double quotes");
  CHECK(complaint("{'a': 1}") == "1:2 a key stands in double quotes, not in single ones");
  CHECK(complaint("['a']") == "1:2 a string stands in double quotes, not in single ones");
  CHECK(complaint("[True]") == "1:2 a value is missing here");
  CHECK(complaint("[1] /* open") == "1:5 this comment never ends");
  CHECK(complaint("[\"a\n\"]") == "1:2 this string never ends");
  CHECK(complaint("[\"a") == "1:2 this string never ends");
  CHECK(complaint("[\"a\tb\"]") == "1:4 a control character stands inside a string");
}

TEST_CASE("escapes and numbers are those of JSON") {
  CHECK(complaint(R"(["C:\dir"])") == "1:5 this is no escape of JSON");
  CHECK(complaint(R"(["\u12g4"])") == "1:3 \\u needs four hexadecimal digits");
  CHECK(complaint(R"(["\ud800x"])") == "1:3 this is half of a surrogate pair");
  CHECK(complaint(R"(["\udc00"])") == "1:3 this is half of a surrogate pair");
  CHECK(complaint(R"(["\ud800\u0041"])") == "1:3 this is half of a surrogate pair");
  CHECK(complaint(R"(["a\u0000"])") == "1:4 a NUL cannot stand in a string here");
  for (const std::string number : {"01", "1.", "-", "1e", "30s", "0x10", ".5", "+1"}) {
    CAPTURE(number);
    CHECK(complaint("[" + number + "]").starts_with("1:2 "));
  }
}

TEST_CASE("what is no UTF-8 is named by line and column") {
  CHECK(complaint("{\n\"a\": \"\xFF\"}") == "2:7 this is not UTF-8");
  CHECK(complaint("\"\xC0\x80\"") == "1:2 this is not UTF-8");
  CHECK(complaint("\"\xED\xA0\x80\"") == "1:2 this is not UTF-8");
  CHECK(complaint("\"\xF4\x90\x80\x80\"") == "1:2 this is not UTF-8");
  CHECK(complaint("\"\xE2\x82") == "1:2 this is not UTF-8");
}

TEST_CASE("every repeated key is reported, and the reading goes on") {
  Problems problems;
  const auto tree =
      parse_jsonc(source("{\"a\": 1,\n \"a\": 2, \"b\": {\"c\": 1, \"\\u0063\": 2}}"), problems);
  REQUIRE(tree.has_value());
  REQUIRE(problems.size() == 2);
  CHECK(one_line(problems[0]) ==
        "a.jsonc:2:2: the key \"a\" stands here twice: the first is at 1:2 (join the two, or remove one)");
  CHECK(problems[1].place.column == 24);
  CHECK(tree->find("a")->text == "1");
}

TEST_CASE("sixty-four levels are read, one more is refused") {
  CHECK(tree_of(std::string(64, '[') + std::string(64, ']')));
  CHECK(complaint(std::string(65, '[') + std::string(65, ']')) ==
        "1:65 this is nested deeper than 64 levels");
  CHECK(complaint(std::string(1'000'000, '[')) == "1:65 this is nested deeper than 64 levels");
}
