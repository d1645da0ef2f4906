#include "core/analysis/schema/repair.h"

#include <doctest/doctest.h>

#include <string>

#include "core/analysis/schema/schema.h"

using namespace callgate;
using namespace callgate::analysis;

namespace {

// The repaired text, or "-" where there is none.
std::string repaired(std::string_view schema, std::string_view value) {
  const auto made = CompiledSchema::compile(schema);
  REQUIRE(made.has_value());
  const SchemaJudgement judgement = made->judge(value, {}, true);
  REQUIRE(!judgement.valid);
  if (judgement.repaired) CHECK(made->fits(*judgement.repaired));
  return judgement.repaired.value_or("-");
}

std::string as(const char* type, const char* value) {
  return repaired(R"({"type":")" + std::string(type) + "\"}", value);
}

}  // namespace

TEST_CASE("strings that spell another type are read as that type") {
  CHECK(as("integer", R"("42")") == "42");
  CHECK(as("integer", R"("-7")") == "-7");
  CHECK(as("number", R"("0.25")") == "0.25");
  CHECK(as("boolean", R"("true")") == "true");
  CHECK(as("object", R"("{\"a\": [1]}")") == R"({"a": [1]})");
  CHECK(as("array", R"("[1, \"x\"]")") == R"([1, "x"])");
  CHECK(as("string", "42") == R"("42")");
  CHECK(as("string", "1.50") == R"("1.50")");
}

TEST_CASE("what could be read in another way is left as it is") {
  for (const char* text : {R"("007")",
                           R"("1_000")",
                           R"(" 42")",
                           R"("42 ")",
                           R"("1e999")",
                           R"("1e5")",
                           R"("NaN")",
                           R"("nan")",
                           R"("inf")",
                           R"("Infinity")",
                           R"("0x10")",
                           R"("+1")",
                           R"("-0")",
                           R"("")",
                           R"("1.0")",
                           R"("1,5")",
                           R"("9007199254740993")",
                           R"("true")",
                           "true",
                           "null",
                           "[1]"}) {
    CHECK_MESSAGE(as("integer", text) == "-", text);
  }
  for (const char* text : {R"("True")", R"("yes")", R"("1")", "1", "0"})
    CHECK_MESSAGE(as("boolean", text) == "-", text);
  for (const char* text :
       {R"("{a:1}")", R"("{\"a\":1")", R"("{\"a\":1,\"a\":2}")", R"("[1]")", R"("text")"}) {
    CHECK_MESSAGE(as("object", text) == "-", text);
  }
  for (const char* text : {"true", "null", "1e5", "[]", "{}"}) CHECK_MESSAGE(as("string", text) == "-", text);
  CHECK(as("array", R"("a")") == "-");
  CHECK(as("array", "1") == "-");
}

TEST_CASE("all that is wrong is repaired, or nothing") {
  const char* const schema = R"({"type":"object","properties":{"n":{"type":"integer"},"s":{"type":"string"},
    "b":{"type":"boolean"},"o":{"type":"object","properties":{"n":{"type":"integer"}}},"e":{"enum":["Open","Shut"]}},
    "required":["n"],"additionalProperties":false})";
  CHECK(repaired(schema, R"({ "n" : "1" , "s":2,"b":"false", "o":{"n":"3"},"e":"OPEN"})") ==
        R"({ "n" : 1 , "s":"2","b":false, "o":{"n":3},"e":"Open"})");
  CHECK(repaired(schema, R"({"n":"1","zz":2})") == "-");
  CHECK(repaired(schema, R"({"n":"1","s":true})") == "-");
  CHECK(repaired(schema, R"({"s":2})") == "-");
  // What a string held is looked at like all else.
  CHECK(repaired(schema, R"({"n":1,"o":"{\"n\":\"3\"}"})") == R"({"n":1,"o":{"n":3}})");
}

TEST_CASE("null stands for an optional member that was not sent") {
  const char* const schema =
      R"({"properties":{"a":{"type":"string"},"b":{"type":"integer"},"c":{"type":"string"},
    "d":{"type":["string","null"]}},"required":["c"]})";
  CHECK(repaired(schema, R"({"a":null, "c":"x", "b":null})") == R"({"c":"x"})");
  CHECK(repaired(schema, R"({"c":"x","a":null,"d":null})") == R"({"c":"x","d":null})");
  CHECK(repaired(schema, R"({"c":null})") == "-");
  CHECK(repaired(R"({"items":{"type":"string"}})", "[null]") == "-");
  CHECK(repaired(R"({"properties":{"a":{"type":"string"}},"minProperties":1})", R"({"a":null})") == "-");
}

TEST_CASE("a repair must suit every schema that looks at the value") {
  CHECK(repaired(R"({"anyOf":[{"type":"integer"},{"type":"null"}]})", R"("42")") == "42");
  CHECK(repaired(R"({"anyOf":[{"type":"object","required":["a"]},{"type":"null"}]})", R"("{\"a\":1}")") ==
        R"({"a":1})");
  CHECK(repaired(R"({"allOf":[{"type":"number"},{"type":["integer","boolean"]}]})", R"("42")") == "42");
  CHECK(repaired(R"({"type":"integer","minimum":50})", R"("42")") == "-");
  // Either form could be repaired, and nobody knows which is meant.
  CHECK(repaired(R"({"oneOf":[{"properties":{"a":{"type":"integer"}},"required":["a"]},
    {"properties":{"a":{"type":"boolean"},"b":{}},"required":["a"]}]})",
                 R"({"a":"1"})") == "-");
}

TEST_CASE("enums are told apart by more than case") {
  CHECK(repaired(R"({"enum":["open","closed"]})", R"("Open")") == R"("open")");
  CHECK(repaired(R"({"enum":["a","A"]})", R"("b")") == "-");
  CHECK(repaired(R"({"enum":["open","Open"]})", R"("OPEN")") == "-");
  CHECK(repaired(R"({"enum":["ä"]})", R"("Ä")") == "-");
  // Names of members are never changed.
  CHECK(repaired(R"({"propertyNames":{"enum":["a"]}})", R"({"A":1})") == "-");
}

TEST_CASE("changes are told in words") {
  const auto schema =
      CompiledSchema::compile(R"({"properties":{"limit":{"type":"integer"},"filter":{"type":"string"}}})");
  const SchemaJudgement judgement = schema->judge(R"({"limit":"42","filter":null})", {}, true);
  REQUIRE(judgement.changes.size() == 2);
  CHECK(judgement.changes[0] == "args.limit: \"42\" became 42");
  CHECK(judgement.changes[1] == "args.filter: null was left out");
  CHECK(!schema->judge(R"({"limit":"42"})").repaired);
}
