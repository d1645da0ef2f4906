#include "core/analysis/schema/schema.h"

#include <doctest/doctest.h>

#include <string>

using namespace callgate;
using namespace callgate::analysis;

namespace {

CompiledSchema compiled(std::string_view text, const SchemaDocuments& documents = {}) {
  auto schema = CompiledSchema::compile(text, documents);
  REQUIRE_MESSAGE(schema.has_value(), schema.error().what);
  return std::move(schema).value();
}

bool fits(std::string_view schema, std::string_view value, const SchemaRules& rules = {}) {
  return compiled(schema).fits(value, rules);
}

std::string refusal(std::string_view schema) {
  const auto made = CompiledSchema::compile(schema);
  return made ? "" : made.error().what;
}

// "args.a type: message", one a line.
std::string complaints(std::string_view schema, std::string_view value, const SchemaRules& rules = {}) {
  std::string text;
  for (const SchemaError& error : compiled(schema).judge(value, rules).errors) {
    text += (text.empty() ? "" : "\n") + error.path + " " + error.keyword + ": " + error.message;
  }
  return text;
}

// {"a": {"a": … 0 … }}, `depth` levels.
std::string nested(int depth) {
  std::string text;
  for (int i = 0; i < depth; ++i) text += "{\"a\":";
  return text + "0" + std::string(static_cast<std::size_t>(depth), '}');
}

}  // namespace

TEST_CASE("numbers are compared by their exact value") {
  CHECK(fits(R"({"type":"integer"})", "1.0"));
  CHECK(fits(R"({"type":"integer"})", "1e3"));
  CHECK(!fits(R"({"type":"integer"})", "1.5"));
  CHECK(fits(R"({"type":"number"})", "3"));
  CHECK(!fits(R"({"maximum":9007199254740992})", "9007199254740993"));
  CHECK(fits(R"({"exclusiveMinimum":0.1})", "0.1000000000000000000001"));
  CHECK(fits(R"({"multipleOf":0.01})", "19.99"));
  CHECK(!fits(R"({"multipleOf":0.01})", "19.999"));
  CHECK(fits(R"({"enum":[1]})", "1.0"));
  CHECK(!fits(R"({"const":9007199254740993})", "9007199254740992"));
  CHECK(!fits(R"({"minimum":0})", "1e9999999999999999999"));
}

TEST_CASE("strings are measured in code points and read through their escapes") {
  CHECK(fits(R"({"maxLength":2})", R"("😀😀")"));
  CHECK(fits(R"({"minLength":2,"maxLength":2})", R"("\ud83d\ude00\n")"));
  CHECK(!fits(R"({"maxLength":2})", R"("abc")"));
  CHECK(!fits(R"({"minLength":1})", R"("")"));
  CHECK(fits(R"({"enum":["a"]})", R"("\u0061")"));
  CHECK(fits(R"({"pattern":"^a$"})", R"("\u0061")"));
  CHECK(fits(R"({"properties":{"a":{"type":"string"}}})", R"({"\u0061":"x"})"));
  CHECK(!fits(R"({"properties":{"a":{"type":"string"}}})", R"({"\u0061":1})"));
  CHECK(fits(R"({"required":["a"]})", R"({"\u0061":1})"));
  CHECK(!fits(R"({"propertyNames":{"maxLength":1}})", R"({"\u0061b":1})"));
  CHECK(fits(R"({"propertyNames":{"maxLength":1}})", R"({"\u0061":1})"));
}

TEST_CASE("objects are equal whatever the order of their members") {
  CHECK(fits(R"({"const":{"a":1,"b":[2]}})", R"({ "b": [2.0], "a": 1 })"));
  CHECK(!fits(R"({"const":[1,2]})", "[2,1]"));
  CHECK(!fits(R"({"uniqueItems":true})", R"([{"a":1,"b":2},{"b":2,"a":1.0}])"));
  CHECK(fits(R"({"uniqueItems":true})", R"([1,"1",true,[1],{"a":1}])"));
}

TEST_CASE("lists under items and dependencies mean the same in every draft") {
  const char* const tuple = R"({"items":[{"type":"string"}],"additionalItems":false})";
  CHECK(fits(tuple, R"(["a"])"));
  CHECK(!fits(tuple, R"(["a","b"])"));
  CHECK(!fits(R"({"dependencies":{"a":["b"]}})", R"({"a":1})"));
  CHECK(!fits(R"({"minimum":5,"exclusiveMinimum":true})", "5"));
}

TEST_CASE("what is wrong is said in the order of the text, with what would be right") {
  const char* const schema = R"({"type":"object","required":["name","age"],"additionalProperties":false,
    "properties":{"name":{"type":"string"},"age":{"type":"integer"},"kind":{"enum":["a","b"]},
                  "list":{"type":"array","items":{"type":["integer","null"]}},"odd key":{"maxLength":1}}})";
  CHECK(complaints(schema, R"({"age":"thirty"})") ==
        "args required: \"name\" (string) is missing; it is required\n"
        "args.age type: expected integer, got string \"thirty\"");
  CHECK(complaints(schema, R"({"list":[1,{}],"kind":"c","name":"x","age":1,"zz":0,"odd key":"ab"})") ==
        "args.list[1] type: expected integer or null, got an object\n"
        "args.kind enum: must be one of \"a\", \"b\", got string \"c\"\n"
        "args.zz additionalProperties: is not known here; known are \"name\", \"age\", \"kind\", \"list\", "
        "\"odd "
        "key\"\n"
        "args[\"odd key\"] maxLength: must have at most 1 character, has 2");
  CHECK(complaints(R"({"minimum":3,"multipleOf":2})", "1") ==
        "args minimum: must be at least 3, got 1\nargs multipleOf: must be a multiple of 2, got 1");
  CHECK(complaints(R"({"properties":{"a":false}})", R"({"a":1})") ==
        "args.a false schema: is not allowed here; leave it out");
}

TEST_CASE("of several forms, the one that was meant is explained") {
  CHECK(complaints(R"({"anyOf":[{"type":"string"},{"type":"null"}]})", "5") ==
        "args type: expected string or null, got number 5");
  const char* const union_schema = R"({"oneOf":[
    {"properties":{"kind":{"const":"circle"},"radius":{"type":"number"}},"required":["kind","radius"]},
    {"properties":{"kind":{"const":"square"},"side":{"type":"number"}},"required":["kind","side"]}]})";
  CHECK(complaints(union_schema, R"({"kind":"square","side":"x"})") ==
        "args.side type: expected number, got string \"x\"");
  CHECK(complaints(R"({"anyOf":[{"type":"null"},{"type":"object","required":["a"]}]})", "{}") ==
        "args required: \"a\" is missing; it is required");
  CHECK(complaints(R"({"oneOf":[{"type":"integer"},{"minimum":2}]})", "3") ==
        "args oneOf: fits 2 of the forms that the schema gives, and must fit exactly one");
  CHECK(complaints(R"({"not":{"type":"string"}})", "\"a\"") ==
        "args not: has a form that the schema rules out, got string \"a\"");
}

TEST_CASE("long values and long lists of errors are cut") {
  const auto judgement = compiled(R"({"items":{"type":"integer"}})").judge("[" + [] {
    std::string text;
    for (int i = 0; i < 100; ++i) text += "\"" + std::string(200, 'x') + "\",";
    return text;
  }() + "1]");
  CHECK(judgement.errors.size() == CompiledSchema::kMaxErrors);
  CHECK(judgement.errors.front().message.size() < 100);
}

TEST_CASE("a schema that cannot be checked says why") {
  CHECK(refusal("{").find("not JSON") != std::string::npos);
  CHECK(refusal("[]").find("object or a boolean") != std::string::npos);
  CHECK(refusal(R"({"$ref":"http://example.com/x.json"})").find("http://example.com/x.json") !=
        std::string::npos);
  CHECK(!refusal(R"({"properties":{"a":{"$ref":"#/$defs/none"}}})").empty());
  CHECK(!refusal(R"({"$ref":7})").empty());
  for (
      const char* loop :
      {R"({"$ref":"#"})", R"({"allOf":[{"$ref":"#/$defs/a"}],"$defs":{"a":{"anyOf":[{"$ref":"#"}]}}})",
       R"({"$defs":{"a":{"$ref":"#/$defs/b"},"b":{"not":{"$ref":"#/$defs/a"}}},"properties":{"x":{"$ref":"#/$defs/a"}}})"}) {
    CHECK(refusal(loop).find("back to itself") != std::string::npos);
  }
  std::string large = "{\"allOf\":[";
  for (std::size_t i = 0; i <= CompiledSchema::kMaxSubschemas; ++i) large += "{},";
  CHECK(refusal(large + "{}]}").find("too many parts") != std::string::npos);
  CHECK(refusal("{\"title\":\"" + std::string(CompiledSchema::kMaxText, 'x') + "\"}").find("too long") !=
        std::string::npos);
  std::string patterns = "{\"allOf\":[";
  for (std::size_t i = 0; i <= CompiledSchema::kMaxPatterns; ++i) patterns += R"({"pattern":"a"},)";
  CHECK(refusal(patterns + "{}]}").find("too many patterns") != std::string::npos);
}

TEST_CASE("keywords of a wrong form are left alone, and noted") {
  const auto schema = compiled(R"~({"type":"any","minimum":"3","required":true,"pattern":"(?=x)","items":3,
    "properties":{"a":{"pattern":"(?<!x)y"}},"multipleOf":0,"enum":"x"})~");
  CHECK(schema.fits("1"));
  CHECK(schema.fits(R"({"a":"b"})"));
  CHECK(schema.notes().size() == 8);
  CHECK(compiled(R"({"pattern":"^a$"})").notes().empty());
  // A pattern that cannot be run may be the one that allows the name.
  CHECK(fits(R"~({"patternProperties":{"(?=x)":{}},"additionalProperties":false})~", R"({"y":1})"));
}

TEST_CASE("documents at hand can be referred to") {
  const SchemaDocuments documents{{"http://example.com/point", R"({"type":"object","required":["x"]})"}};
  CHECK(!compiled(R"({"$ref":"http://example.com/point"})", documents).fits("{}"));
  CHECK(compiled(R"({"$id":"http://example.com/","$ref":"point"})", documents).fits(R"({"x":1})"));
}

TEST_CASE("depth and steps are bounded") {
  const auto tree = compiled(R"({"properties":{"a":{"$ref":"#"}}})");
  CHECK(tree.fits(nested(64)));
  CHECK(!tree.fits(nested(65)));
  CHECK(tree.judge(nested(65)).errors.front().keyword == "depth");
  SchemaRules shallow;
  shallow.max_depth = 2;
  CHECK(!tree.fits(nested(3), shallow));

  // Two ways at each of forty levels, and both fail at the bottom.
  const char* const ways = R"([{"type":"object","properties":{"a":{"$ref":"#"}}},
    {"type":"object","properties":{"a":{"$ref":"#"}},"required":["a"]}])";
  const auto bushy = compiled(R"({"anyOf":)" + std::string(ways) + "}");
  CHECK(bushy.fits("{}"));
  const auto judgement = bushy.judge(nested(40));
  CHECK(!judgement.valid);
  REQUIRE(!judgement.errors.empty());
  CHECK(judgement.errors.front().keyword == "complexity");
  // It is refused as well where `not` turns the answer round.
  const SchemaDocuments tree_of_ways{{"urn:t", R"({"anyOf":)" + std::string(ways) + "}"}};
  CHECK(compiled(R"({"not":{"$ref":"urn:t"}})", tree_of_ways).fits("1"));
  CHECK(!compiled(R"({"not":{"$ref":"urn:t"}})", tree_of_ways).fits(nested(40)));
}

TEST_CASE("a long pattern on a long text takes too many steps") {
  const std::string run(20'000, 'a');
  const auto schema = compiled(R"({"pattern":")" + run + R"(b"})");
  CHECK(schema.fits("\"" + run + "b\"") == false);
  CHECK(schema.judge("\"" + run + "\"").errors.front().keyword == "complexity");
  CHECK(compiled(R"({"not":{"pattern":")" + run + R"(b"}})").fits("\"" + run + "\"") == false);
  CHECK(compiled(R"({"pattern":"^a+$"})").fits("\"" + run + "\""));
  CHECK(schema.judge(R"("ab")").errors.front().keyword == "pattern");
}

TEST_CASE("long chains of references end") {
  std::string chain = "{\"$ref\":\"#/$defs/d0\",\"$defs\":{";
  for (int i = 0; i < 5000; ++i) {
    chain += "\"d" + std::to_string(i) + "\":{\"$ref\":\"#/$defs/d" + std::to_string(i + 1) + "\"},";
  }
  CHECK(!fits(chain + "\"d5000\":{\"type\":\"string\"}}}", "\"x\""));
}

TEST_CASE("required texts may not be blank, and required values not null") {
  SchemaRules strict;
  strict.reject_blank_required = strict.null_counts_missing = true;
  const char* const schema =
      R"({"properties":{"name":{"type":"string"},"any":{},"content":{"type":"string"},
    "new_string":{"type":"string"},"note":{"type":"string","default":""},"short":{"type":"string","minLength":0},
    "maybe":{"type":["string","null"]},"sub":{"properties":{"name":{"type":"string"}},"required":["name"]}},
    "required":["name"]})";
  CHECK(fits(schema, R"({"name":""})"));
  CHECK(complaints(schema, R"({"name":" \t"})", strict) ==
        "args.name required: is required and must not be blank");
  CHECK(!fits(schema, R"({"name":"\u0020\n"})", strict));
  CHECK(!fits(schema, R"({"name":"x","sub":{"name":""}})", strict));
  const auto required = [&](const char* name) {
    std::string text = schema;
    text.replace(text.rfind("name"), 4, name);
    return text;
  };
  for (const char* name : {"content", "new_string", "note", "short"}) {
    CHECK_MESSAGE(fits(required(name), "{\"" + std::string(name) + "\":\"\"}", strict), name);
  }
  CHECK(fits(required("any"), R"({"any":null})"));
  CHECK(!fits(required("any"), R"({"any":null})", strict));
  CHECK(fits(required("maybe"), R"({"maybe":null})", strict));
  // An optional text may be blank.
  CHECK(fits(required("any"), R"({"any":1,"name":""})", strict));
}

TEST_CASE("unnamed members can be refused where the schema says nothing about them") {
  SchemaRules closed;
  closed.extra_refused = true;
  const auto open = [&](std::string_view schema) { return fits(schema, R"({"a":1,"b":2})", closed); };
  CHECK(!open(R"({"properties":{"a":{}}})"));
  CHECK(!open(R"({"properties":{}})"));
  CHECK(open(R"({"properties":{},"additionalProperties":true})"));
  CHECK(open(R"({"type":"object"})"));
  CHECK(open(R"({"properties":{"a":{}},"anyOf":[{"properties":{"b":{}}}]})"));
  CHECK(open(R"({"properties":{"a":{}},"patternProperties":{"^b":{}}})"));
  CHECK(fits(R"({"properties":{"a":{"properties":{}}}})", R"({"a":{"b":1}})", closed));
}
