#include "core/json/outline.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

using namespace callgate;
using json::Outline;
using json::Type;

namespace {

// The tree an outline stands for, to compare with another reader's.
nlohmann::json tree_of(const Outline& outline, std::uint32_t index) {
  const json::Entry& entry = outline[index];
  if (entry.type == Type::object) {
    nlohmann::json object = nlohmann::json::object();
    for (std::uint32_t at = index + 1; at < entry.end; at = outline[at].end)
      object[std::string(outline[at].key)] = tree_of(outline, at);
    return object;
  }
  if (entry.type == Type::array) {
    nlohmann::json array = nlohmann::json::array();
    for (std::uint32_t at = index + 1; at < entry.end; at = outline[at].end) {
      CHECK(outline[at].position == array.size());
      array.push_back(tree_of(outline, at));
    }
    return array;
  }
  if (entry.type == Type::string) return std::string(entry.text);
  return nlohmann::json::parse(entry.raw);
}

}  // namespace

TEST_CASE("outline: the same values as another reader's, each with its own text") {
  for (const char* text : {R"({})", R"([])", R"(3)", R"("a\u0062c")",
                           R"({"a":1,"b":[true,null,"x",{"c":[]},-1.5e3],"d":{"e":{}}})",
                           R"( { "k\u0065y" : "v\n" , "z" : [ [ 1 , 2 ] , [ ] , "]" ] } )",
                           R"([[[[1],2],3],4])", R"({"a":{"b":1},"c":[{"d":2},{"e":3}]})"}) {
    CAPTURE(text);
    const Outline outline(text);
    REQUIRE(outline.whole());
    CHECK(tree_of(outline, 0) == nlohmann::json::parse(text));
    for (const json::Entry& entry : outline) CHECK(nlohmann::json::accept(entry.raw));
  }
}

TEST_CASE("outline: ways to values read as people write them") {
  const Outline outline(R"({"user":{"to":["a",{"name":"b"}]},"n":1})");
  CHECK(outline.path_of(outline[0]).empty());
  CHECK(outline.path_of(outline[1]) == "user");
  CHECK(outline.path_of(outline[3]) == "user.to[0]");
  CHECK(outline.path_of(outline[5]) == "user.to[1].name");
  CHECK(outline.path_of(outline[6]) == "n");

  // Deeper than any stack.
  constexpr std::size_t kLevels = 150'000;
  std::string deep;
  for (std::size_t i = 0; i < kLevels; ++i) deep += "{\"a\":";
  deep += '1' + std::string(kLevels, '}');
  const Outline chain(deep);
  CHECK(chain.path_of(chain[kLevels]).size() == 2 * kLevels - 1);
}

TEST_CASE("outline: a member is found once, and not beside a namesake that differs by case") {
  const Outline outline(R"({"path":"a","Mode":1,"mode":2,"p\u0061":3,"twice":1,"twice":2})");
  const auto path = outline.member(0, "path");
  REQUIRE(path.has_value());
  CHECK((*path)->text == "a");
  CHECK((*outline.member(0, "pa"))->raw == "3");
  const auto none = outline.member(0, "none");
  REQUIRE(none.has_value());
  CHECK_FALSE(*none);
  CHECK(outline.member(0, "mode").error().code == Errc::refused);
  CHECK(outline.member(0, "twice").error().code == Errc::refused);
  const auto of_a_string = outline.member(1, "x");
  REQUIRE(of_a_string.has_value());
  CHECK_FALSE(*of_a_string);
}

TEST_CASE("outline: more values than it may keep leave it empty and not whole") {
  std::string text = "[";
  for (std::uint32_t i = 0; i < Outline::kMaxEntries; ++i) text += "0,";
  text += "0]";
  const Outline outline(text);
  CHECK_FALSE(outline.whole());
  CHECK(outline.size() == 1);
  CHECK(outline[0].raw == text);
}
