#include "core/json/view.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <cstring>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "tests/unit/json/line_mutator.h"

using namespace callgate::json;
using namespace std::string_view_literals;
using nlohmann::json;

namespace {

// Members and elements of `text` at every depth against nlohmann's tree.
void compare(std::string_view text, const json& tree) {
  if (tree.is_object()) {
    Members walk(text);
    std::size_t count = 0;
    for (Member member; walk.next(member); ++count) {
      const std::string key = decode(std::string_view(member.key.data() - 1, member.key.size() + 2));
      REQUIRE(tree.contains(key));
      compare(member.value, tree[key]);
    }
    REQUIRE(count == tree.size());
  } else if (tree.is_array()) {
    Elements walk(text);
    std::size_t count = 0;
    for (std::string_view element; walk.next(element); ++count) compare(element, tree[count]);
    REQUIRE(count == tree.size());
  } else if (tree.is_string()) {
    REQUIRE(decode(text) == tree.get<std::string>());
    REQUIRE(equals(text, tree.get<std::string>()));
    REQUIRE(json::parse(quote(tree.get<std::string>())) == tree);
  } else {
    REQUIRE(json::parse(text) == tree);
  }
}

}  // namespace

TEST_SUITE("view") {
  TEST_CASE("types") {
    CHECK(type_of("{}") == Type::object);
    CHECK(type_of("[]") == Type::array);
    CHECK(type_of("\"\"") == Type::string);
    CHECK(type_of("-1") == Type::number);
    CHECK(type_of("0") == Type::number);
    CHECK(type_of("true") == Type::boolean);
    CHECK(type_of("false") == Type::boolean);
    CHECK(type_of("null") == Type::null);
    CHECK(type_of("") == Type::null);
  }

  TEST_CASE("members in the order of the text") {
    Members walk(R"( { "b" : [1,"}"] ,"a\"":"x\\", "c":{"d":{}} , "e" : -1.5 } )");
    Member member;
    REQUIRE(walk.next(member));
    CHECK(member.key == "b");
    CHECK(member.value == R"([1,"}"])");
    REQUIRE(walk.next(member));
    CHECK(member.key == R"(a\")");
    CHECK(member.value == R"("x\\")");
    REQUIRE(walk.next(member));
    CHECK(member.value == R"({"d":{}})");
    REQUIRE(walk.next(member));
    CHECK(member.key == "e");
    CHECK(member.value == "-1.5");
    CHECK(!walk.next(member));
    CHECK(!walk.next(member));
  }

  TEST_CASE("what is no object has no members, what is no array no elements") {
    Member member;
    std::string_view element;
    for (const std::string_view text : {""sv, " "sv, "[]"sv, "\"{\""sv, "1"sv, "null"sv, "{}"sv, "{ }"sv}) {
      CAPTURE(text);
      CHECK(!Members(text).next(member));
    }
    for (const std::string_view text : {""sv, "{}"sv, "{\"a\":[1]}"sv, "\"[1]\""sv, "1"sv, "[]"sv, "[ ]"sv}) {
      CAPTURE(text);
      CHECK(!Elements(text).next(element));
    }
  }

  TEST_CASE("a member by key and by path") {
    const std::string_view text =
        R"({"params":{"name":"x","n\u0061me":"y","a":{"b":[0,{"c":1}]}},"params":0})";
    CHECK(member(text, {"params", "name"}) == R"("x")");
    CHECK(member(text, {"params", "a", "b"}) == R"([0,{"c":1}])");
    CHECK(member(text, {"params", "b"}).empty());
    CHECK(member(text, {"params", "name", "x"}).empty());
    CHECK(member(text, "nothing").empty());
    CHECK(member("[1]", "a").empty());
    CHECK(text_of(text, span_of(text, member(text, "params"))) == member(text, "params"));
  }

  TEST_CASE("containers of every length end where they end") {
    for (std::size_t length = 0; length < 70; ++length) {
      const std::string filler(length, 'x');
      const std::string text = R"({"a":{"s":")" + filler + R"(\\\"]}","t":[[")" + filler + R"("]]},"z":[7]})";
      CAPTURE(length);
      CHECK(member(text, "z") == "[7]");
      CHECK(member(text, {"a", "t"}) == "[[\"" + filler + "\"]]");
    }
  }

  TEST_CASE("strings") {
    CHECK(decode(R"("a\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00")") == "a\"\\/\b\f\n\r\t\xC3\xA9\xF0\x9F\x98\x80");
    CHECK(decode(R"("\u0000x")") == "\0x"sv);
    CHECK(decode(R"("\ud83dx\ude00")") == "\xEF\xBF\xBDx\xEF\xBF\xBD");
    CHECK(decode("12").empty());
    CHECK(decode("\"").empty());
    CHECK(equals(R"("tools/call")", "tools/call"));
    CHECK(equals(R"("tools\/c\u0061ll")", "tools/call"));
    CHECK(!equals(R"("tools/calls")", "tools/call"));
    CHECK(!equals(R"("Tools/call")", "tools/call"));
    CHECK(!equals("tools/call", "tools/call"));
    CHECK(!equals("null", ""));
    CHECK(equals("\"\"", ""));
  }

  TEST_CASE("quote escapes what it must and nothing more") {
    CHECK(quote("") == "\"\"");
    CHECK(quote("a/b\x7f\xC3\xA9") == "\"a/b\x7f\xC3\xA9\"");
    CHECK(quote("\"\\\b\f\n\r\t\x01\x1f"sv) == R"("\"\\\b\f\n\r\t\u0001\u001f")");
    CHECK(quote("\0"sv) == R"("\u0000")");
    CHECK(quote("a\xFF"
                "b\xE2\x82") ==
          "\"a\xEF\xBF\xBD"
          "b\xEF\xBF\xBD\"");
    CHECK(quote("\xED\xA0\x80") == "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"");
    std::string out = "x:";
    append_quoted(out, "y");
    CHECK(out == "x:\"y\"");
  }

  TEST_CASE("integers and truth") {
    CHECK(integer("0") == 0);
    CHECK(integer("-9223372036854775808") == INT64_MIN);
    CHECK(integer("9223372036854775807") == INT64_MAX);
    for (const std::string_view text :
         {"9223372036854775808"sv, "1.0"sv, "1e2"sv, "\"1\""sv, ""sv, " 1"sv, "null"sv}) {
      CAPTURE(text);
      CHECK(!integer(text));
    }
    CHECK(is_true("true"));
    CHECK(!is_true("false"));
    CHECK(!is_true("\"true\""));
    CHECK(!is_true(""));
  }

  TEST_CASE("damaged lines that are still valid read as nlohmann reads them") {
    callgate::json::testing::LineMutator random(7);
    int compared = 0;
    for (int i = 0; i < 20'000; ++i) {
      const std::string line = random.next();
      CAPTURE(line);
      // As a part of params, so that no key stands twice at any depth: nlohmann would show only one of them.
      if (!valid(line) || !json::accept(line)) continue;  // nlohmann takes no number beyond a double
      if (scan(R"({"params":{"x":)" + line + "}}").refused != Refused::no) continue;
      compare(line.substr(line.find_first_not_of(" \t\r")), json::parse(line));
      ++compared;
    }
    CHECK(compared > 5'000);
  }

  TEST_CASE("no function reads beyond text that is cut anywhere") {
    for (const std::string& line : callgate::json::testing::sample_lines()) {
      for (std::size_t size = 0; size <= line.size(); ++size) {
        // Exactly as much memory as text, so that a sanitizer sees the first byte beyond.
        char* memory = static_cast<char*>(std::malloc(size + (size == 0)));
        std::memcpy(memory, line.data(), size);
        const std::string_view text(memory, size);
        std::size_t seen = 0;
        Members members(text);
        for (Member found; members.next(found);) seen += found.value.size() + decode(found.value).size();
        Elements elements(text);
        for (std::string_view element; elements.next(element);) seen += element.size();
        seen += member(text, {"params", "arguments", "path"}).size();
        CHECK(seen <= 8 * line.size());
        CHECK(valid(quote(text)));
        std::free(memory);
      }
    }
  }
}
