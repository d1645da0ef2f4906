#include "core/policy_lint/tool_arguments.h"

#include <doctest/doctest.h>

#include "linted.h"

using namespace callgate;
using namespace callgate::policy_lint;
using Standing = Argument::Standing;

namespace {

Argument argument(const std::string& schema, const std::string& path) {
  mcp::Tool tool;
  tool.definition = Bytes::adopt(R"({"name":"t","inputSchema":)" + schema + "}");
  return argument_of(tool, policy::parse_field_path(path).value());
}

}  // namespace

TEST_CASE("arguments: what a schema says of others decides what a missing name means") {
  CHECK(argument(R"({"properties":{"a":{"type":"string"}}})", "args.a").standing == Standing::known);
  CHECK(argument(R"({"properties":{"a":{}}})", "args.b").standing == Standing::unnamed);
  CHECK(argument(R"({"properties":{"a":{}},"additionalProperties":false})", "args.b").standing ==
        Standing::refused);
  CHECK(argument(R"({"properties":{"a":{}},"additionalProperties":{"type":"string"}})", "args.b").standing ==
        Standing::open);
  CHECK(argument(R"({"properties":{"a":{}},"patternProperties":{"^x":{}}})", "args.b").standing ==
        Standing::open);
  CHECK(argument(R"({"type":"object"})", "args.b").standing == Standing::open);
  CHECK(argument("true", "args.b").standing == Standing::open);
  CHECK(argument(R"({"properties":{"a":{"type":"object"}}})", "args.a.b.c").standing == Standing::open);
}

TEST_CASE("arguments: types and values through alternatives and references") {
  CHECK(argument(R"({"properties":{"a":{"anyOf":[{"type":"integer"},{"type":"null"}]}}})", "args.a").types ==
        (only(json::Type::number) | only(json::Type::null)));
  const Argument one = argument(
      R"({"$defs":{"u~nit/s":{"enum":["m","km"]}},"required":["a"],"properties":{"a":{"$ref":"#/$defs/u~0nit~1s"}}})",
      "args.a");
  CHECK(one.types == only(json::Type::string));
  CHECK(one.values == std::vector<std::string>{"\"m\"", "\"km\""});
  CHECK(one.required);
  CHECK(argument(R"({"allOf":[{"properties":{"a":{"const":5}}}]})", "args.a").types ==
        only(json::Type::number));
  CHECK(argument(R"({"properties":{"a":{"oneOf":[{"enum":[1]},{}]}}})", "args.a").values == std::nullopt);
  CHECK_FALSE(
      argument(R"({"properties":{"a":{"properties":{"b":{}},"required":["b"]}}})", "args.a.b").required);
}

TEST_CASE("arguments: schemas that lead in circles or explode are left open") {
  CHECK(argument(R"({"$ref":"#"})", "args.a").standing == Standing::open);
  CHECK(argument(R"({"properties":{"a":{"$ref":"#/properties/a"}}})", "args.a.b").is_missing() == false);
  std::string doubling = R"({"$defs":{"d0":{"type":"string"})";
  for (int i = 1; i < 40; ++i) {
    const std::string inner = R"({"$ref":"#/$defs/d)" + std::to_string(i - 1) + "\"}";
    doubling += R"(,"d)" + std::to_string(i) + R"(":{"anyOf":[)" + inner + "," + inner + "]}";
  }
  CHECK(argument(doubling + R"(},"properties":{"a":{"$ref":"#/$defs/d39"}}})", "args.a.b").standing !=
        Standing::refused);
  CHECK(argument(R"({"properties":{"a":{"$ref":"https://example.com/x"}}})", "args.a.b").standing ==
        Standing::open);
  for (const char* odd :
       {"[]", "1", "null", R"({"properties":[]})", R"({"properties":{"a":7},"required":"a"})",
        R"({"type":[],"enum":{},"anyOf":{}})", R"({"$ref":5})"}) {
    CAPTURE(odd);
    CHECK_FALSE(argument(odd, "args.a").standing == Standing::refused);
  }
}
