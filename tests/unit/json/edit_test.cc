#include "core/json/edit.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <vector>

using namespace callgate::json;
using nlohmann::json;

namespace {

// An object with one member per character of `pattern`: 'k' stays, 'd' goes. `space` stands wherever JSON
// takes it.
std::string object_of(std::string_view pattern, std::string_view space) {
  const std::vector<std::string> values = {"1",           "\"a,}\\\"\"", "[1,{\"k0\":2}]",
                                           "{\"d1\":{}}", "null",        "-1.5e3"};
  std::string text = "{" + std::string(space);
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (i > 0) text.append(",").append(space);
    text.append("\"").append(1, pattern[i]).append(std::to_string(i)).append("\"").append(space).append(":");
    text.append(space).append(values[i % values.size()]).append(space);
  }
  return text + "}";
}

bool goes(const Member& member) {
  return member.key.starts_with("d");
}

std::string changed(std::string_view line, std::string_view object, std::string_view added) {
  Edits edits;
  change_members(line, object, goes, added, edits);
  sort(edits);
  return callgate::json::apply(line, edits);
}

json expected(std::string_view object, std::string_view added) {
  json wanted = json::parse("{" + std::string(added) + "}");
  const json before = json::parse(object);
  for (const auto& [key, value] : before.items()) {
    if (!key.starts_with("d")) wanted[key] = value;
  }
  return wanted;
}

std::vector<std::string> patterns(std::size_t longest) {
  std::vector<std::string> all{""};
  for (std::size_t from = 0; from < all.size(); ++from) {
    if (all[from].size() == longest) continue;
    const std::string base = all[from];
    all.push_back(base + 'k');
    all.push_back(base + 'd');
  }
  return all;
}

}  // namespace

TEST_SUITE("edit") {
  TEST_CASE("any members out, any members in") {
    std::size_t tried = 0;
    for (const std::string& pattern : patterns(7)) {
      for (const char* space : {"", " ", "\t \r"}) {
        for (const char* added : {"", "\"new\":1", "\"new\":{\"a\":[]},\"newer\":\"x\""}) {
          const std::string object = object_of(pattern, space);
          for (const std::string& before : {std::string(), std::string("{\"z\":[1],\"o\":")}) {
            const std::string line = before + object + (before.empty() ? "" : ",\"y\":2}");
            const std::string_view inner = std::string_view(line).substr(before.size(), object.size());
            const std::string after = changed(line, inner, added);
            CAPTURE(line);
            CAPTURE(after);
            REQUIRE(valid(after));
            json wanted = expected(object, added);
            if (!before.empty()) wanted = json{{"z", {1}}, {"o", wanted}, {"y", 2}};
            REQUIRE(json::parse(after) == wanted);
            ++tried;
          }
        }
      }
    }
    CHECK(tried == 255 * 3 * 3 * 2);
  }

  TEST_CASE("what stays may be edited as well") {
    for (const std::string& pattern : patterns(6)) {
      const std::string object = object_of(pattern, " ");
      json wanted = expected(object, "\"new\":0");
      Edits edits;
      change_members(object, object, goes, "\"new\":0", edits);
      Members walk(object);
      for (Member member; walk.next(member);) {
        if (goes(member)) continue;
        edits.push_back({span_of(object, member.value), "\"edited\""});
        wanted[std::string(member.key)] = "edited";
      }
      sort(edits);
      const std::string after = callgate::json::apply(object, edits);
      CAPTURE(after);
      REQUIRE(valid(after));
      REQUIRE(json::parse(after) == wanted);
    }
  }

  TEST_CASE("a dropped member goes wherever its key stands, and only at this depth") {
    const std::string line = R"({"a":{"x":1},"x":[{"x":2}],"b":"\"x\":3","x":4})";
    Edits edits;
    drop_member(line, line, "x", edits);
    CHECK(callgate::json::apply(line, edits) == R"({"a":{"x":1},"b":"\"x\":3"})");
    edits.clear();
    drop_member(line, line, "none", edits);
    CHECK(edits.empty());
    add_members(line, line, "", edits);
    CHECK(edits.empty());
  }

  TEST_CASE("edits in any order come out in the order of the line") {
    const std::string line = "0123456789";
    std::mt19937 random(7);
    for (int round = 0; round < 200; ++round) {
      Edits edits;
      std::string wanted;
      for (std::uint32_t at = 0; at < line.size(); ++at) {
        switch (random() % 4) {
          case 0:
            wanted += line[at];
            break;
          case 1:  // two insertions at one place keep their order, and stand before what replaces it
            edits.push_back({Span{at, 0}, "<" + std::to_string(at)});
            edits.push_back({Span{at, 0}, ">"});
            edits.push_back({Span{at, 1}, "r"});
            wanted += "<" + std::to_string(at) + ">r";
            break;
          case 2:
            edits.push_back({Span{at, 1}, ""});
            break;
          case 3:
            edits.push_back({Span{at, 1}, std::string(at, 'l')});
            wanted += std::string(at, 'l');
            break;
        }
      }
      // Whole groups change places; what belongs to one place keeps its order.
      std::stable_sort(edits.begin(), edits.end(),
                       [](const Edit& a, const Edit& b) { return a.at.at % 3 > b.at.at % 3; });
      sort(edits);
      REQUIRE(callgate::json::apply(line, edits) == wanted);
    }
  }

  TEST_CASE("at both ends of a line") {
    Edits edits{{Span{3, 0}, "end"}, {Span{0, 0}, "begin"}};
    sort(edits);
    CHECK(callgate::json::apply("abc", edits) == "beginabcend");
    CHECK(callgate::json::apply("abc", {}) == "abc");
    CHECK(callgate::json::apply("", {{Span{0, 0}, "x"}}) == "x");
    CHECK(callgate::json::apply("abc", {{Span{0, 3}, ""}}).empty());
  }
}
