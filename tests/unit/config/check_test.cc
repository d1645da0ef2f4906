#include "core/config/check.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "core/config/schema.h"

using namespace callgate;
using namespace callgate::config;

namespace {

constexpr std::string_view kColours[] = {"red", "green"};
constexpr Shape kText = filled_text();
constexpr Field kInner[] = {
    {"left", integer(0, 9), "", "", Standing::used, true},
    {"right", boolean(), "", ""},
};
constexpr Shape kInnerShape = object(kInner);
constexpr Shape kChoices[] = {word(kColours), kInnerShape};
constexpr Field kOuter[] = {
    {"colour", word(kColours), "What it looks like.", R"("red")"},
    {"count", integer(1, 10), "", "1"},
    {"wait", duration(std::chrono::seconds(1), std::chrono::hours(1)), "", R"("5s")"},
    {"room", size(1024, 1 << 20), "", R"("64KiB")"},
    {"names", list_of(kText), "", "[]"},
    {"table", map_of(kInnerShape), "", ""},
    {"choice", either(kChoices), "", ""},
    {"hosts", {}, "we have names", "", Standing::ignored},
    {"soon", {}, "", "", Standing::later},
    {"alien", {}, "write \"colour\"", "", Standing::foreign},
};
constexpr Shape kShape = object(kOuter);

Findings findings(std::string text) {
  const auto source = std::make_shared<const Source>(Source{"a", std::move(text)});
  Findings found;
  const auto tree = parse_jsonc(source, found.errors);
  REQUIRE(tree.has_value());
  check(*tree, kShape, source, "the thing", "", found);
  return found;
}

// All errors, a line each.
std::string errors(std::string text) {
  std::string lines;
  for (const Problem& problem : findings(std::move(text)).errors) lines += one_line(problem) + "\n";
  return lines;
}

}  // namespace

TEST_CASE("what fits the shape is not complained about") {
  CHECK(errors(R"({"colour": "red", "count": 10, "wait": "1h", "room": "1MiB", "names": ["a"],
                   "table": {"any": {"left": 1}}, "choice": {"left": 0, "right": true}})") == "");
  CHECK(errors(R"({"room": 1024, "choice": "green"})") == "");
  CHECK(errors("{}") == "");
}

TEST_CASE("unknown keys are errors, with the key that was meant or all there are") {
  CHECK(errors(R"({"color": "red"})") ==
        "a:1:2: unknown key \"color\" in the thing: did you mean \"colour\"?\n");
  CHECK(errors(R"({"table": {"x": {"left": 1, "xyzzy": 1}}})") ==
        "a:1:29: unknown key \"xyzzy\" in table.x (it may hold \"left\" and \"right\")\n");
}

TEST_CASE("wrong types and values say what is expected") {
  CHECK(errors("[]") == "a:1:1: the thing must be an object: this is a list\n");
  CHECK(errors(R"({"colour": 1})") == "a:1:12: colour must be \"red\" or \"green\": this is a number\n");
  CHECK(errors(R"({"colour": "gren"})") ==
        "a:1:12: colour must be \"red\" or \"green\": did you mean \"green\"?\n");
  for (const std::string count : {"0", "11", "1.0", "1e0", "99999999999999999999"}) {
    CAPTURE(count);
    CHECK(errors(R"({"count": )" + count + "}") == "a:1:11: count must be a whole number from 1 to 10\n");
  }
  CHECK(errors(R"({"wait": "2h"})") ==
        "a:1:10: wait must be a duration such as \"30s\", \"15m\" or \"24h\": from 1s to 1h\n");
  CHECK(errors(R"({"wait": 5})") ==
        "a:1:10: wait must be a duration such as \"30s\", \"15m\" or \"24h\": this is a number\n");
  CHECK(errors(R"({"room": 1})") ==
        "a:1:10: room must be a size such as 65536 or \"100MiB\": from 1KiB to 1MiB\n");
  CHECK(errors(R"({"names": "a"})") == "a:1:11: names must be a list of strings: this is a string\n");
  CHECK(errors(R"({"names": ["a", ""]})") == "a:1:17: names[1] must be a string that is not empty\n");
}

TEST_CASE("what must be there is named where it is missing") {
  CHECK(errors(R"({"table": {"x": {}}})") == "a:1:17: \"left\" is missing in table.x\n");
}

TEST_CASE("of several alternatives the one of the right type explains itself") {
  CHECK(errors(R"({"choice": {"left": 10}})") == "a:1:21: choice.left must be a whole number from 0 to 9\n");
  CHECK(errors(R"({"choice": true})") ==
        "a:1:12: choice must be \"red\" or \"green\" or an object: this is true or false\n");
}

TEST_CASE("keys with another standing are ignored with a warning, or refused with advice") {
  const Findings found = findings(R"({"hosts": 1, "soon": 2, "alien": 3})");
  REQUIRE(found.warnings.size() == 1);
  CHECK(one_line(found.warnings[0]) ==
        "a:1:2: \"hosts\" in the thing means nothing to Callgate and is ignored (we have names)");
  REQUIRE(found.errors.size() == 2);
  CHECK(found.errors[0].what == "\"soon\" in the thing is not supported by this version yet");
  CHECK(found.errors[1].hint == "write \"colour\"");
}

TEST_CASE("all errors come at once") {
  CHECK(findings(R"({"colour": "blue", "count": 0, "names": [1, 2], "nope": 1})").errors.size() == 5);
}

TEST_CASE("the same table is printed as JSON Schema") {
  const auto schema = nlohmann::json::parse(json_schema(kShape, "Thing"));
  CHECK(schema["$schema"] == "http://json-schema.org/draft-07/schema#");
  CHECK(schema["additionalProperties"] == false);
  const auto& properties = schema["properties"];
  CHECK(properties["colour"] ==
        nlohmann::json::parse(
            R"({"enum": ["red", "green"], "description": "What it looks like.", "default": "red"})"));
  CHECK(properties["count"]["maximum"] == 10);
  CHECK(properties["names"]["items"]["type"] == "string");
  CHECK(properties["table"]["additionalProperties"]["required"] == nlohmann::json::parse(R"(["left"])"));
  CHECK(properties["choice"]["anyOf"].size() == 2);
  CHECK(properties["hosts"]["description"] == "Ignored by Callgate: we have names");
  CHECK_FALSE(properties.contains("soon"));
  CHECK_FALSE(properties.contains("alien"));
}
