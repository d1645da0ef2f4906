// Random schemas on random values: nothing breaks, time is bounded, and answers agree with each other.
#include <doctest/doctest.h>

#include <random>
#include <string>

#include "core/analysis/schema/schema.h"
#include "core/json/canonical.h"
#include "core/json/scan.h"

using namespace callgate;
using namespace callgate::analysis;

namespace {

class Source {
 public:
  explicit Source(std::uint32_t seed) : random_(seed) {}

  std::string value(int depth) {
    switch (below(depth > 0 ? 8 : 6)) {
      case 0:
        return "null";
      case 1:
        return below(2) ? "true" : "false";
      case 2:
        return number();
      case 3:
      case 4:
        return string();
      case 5:
        return below(2) ? "{}" : "[]";
      case 6:
        return list("[", "]", [&] { return value(depth - 1); });
      default:
        return object(depth, [&](std::string) { return value(depth - 1); });
    }
  }

  std::string schema(int depth) {
    if (depth == 0 || below(12) == 0) return below(3) ? "{}" : below(2) ? "true" : "false";
    std::string text = "{";
    for (std::uint32_t i = 1 + below(3); i > 0; --i) {
      text += (text.size() > 1 ? "," : "") + keyword(depth, static_cast<int>(i));
    }
    return text + "}";
  }

 private:
  std::uint32_t below(std::uint32_t bound) { return random_() % bound; }
  template <class... Words>
  std::string one_of(Words... words) {
    const char* const list[] = {words...};
    return list[below(sizeof...(words))];
  }
  std::string name() { return one_of("\"a\"", "\"b\"", "\"\\u0061\"", "\"c d\"", "\"\"", "\"é\""); }
  std::string number() {
    return one_of("0", "1", "-1", "1.0", "2.5", "1e3", "1e400", "-0", "123456789012345678901");
  }
  std::string string() {
    return one_of("\"\"", "\"a\"", "\"42\"", "\"true\"", "\" \"", "\"{\\\"a\\\":1}\"", "\"[1]\"",
                  "\"\\ud83d\\ude00\"");
  }
  template <class Make>
  std::string list(const char* open, const char* close, Make make) {
    std::string text = open;
    for (std::uint32_t i = below(4); i > 0; --i) text += (text.size() > 1 ? "," : "") + make();
    return text + close;
  }
  // Up to three members with different names.
  template <class Make>
  std::string object(int, Make make) {
    std::string text = "{";
    for (const char* key : {"\"a\"", "\"b\"", "\"c d\"", "\"é\""}) {
      if (below(2)) text += (text.size() > 1 ? "," : "") + std::string(key) + ":" + make(key);
    }
    return text + "}";
  }
  std::string keyword(int depth, int salt) {
    const auto sub = [&] { return schema(depth - 1); };
    const auto subs = [&] { return "[" + schema(depth - 1) + "," + schema(depth - 1) + "]"; };
    const auto named = [&] { return object(depth, [&](std::string) { return schema(depth - 1); }); };
    switch (below(30)) {
      case 0:
        return "\"type\":" +
               one_of("\"string\"", "\"integer\"", "\"object\"", "[\"array\",\"null\"]", "\"number\"");
      case 1:
        return "\"enum\":" + list("[", "]", [&] { return value(1); });
      case 2:
        return "\"const\":" + value(1);
      case 3:
        return "\"" + one_of("minimum", "maximum", "exclusiveMinimum", "multipleOf") + "\":" + number();
      case 4:
        return "\"" +
               one_of("minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties") +
               "\":" + one_of("0", "1", "2", "2.0", "-1", "\"x\"");
      case 5:
        return "\"pattern\":" + one_of("\"^a\"", "\"(a|b)*c\"", "\"(?=a)\"", "\"[\"");
      case 6:
        return "\"items\":" + (below(4) ? sub() : subs());
      case 7:
        return "\"prefixItems\":" + subs();
      case 8:
        return "\"contains\":" + sub() + ",\"minContains\":" + one_of("0", "1", "2");
      case 9:
        return "\"uniqueItems\":true";
      case 10:
      case 11:
      case 12:
        return "\"properties\":" + named();
      case 13:
        return "\"patternProperties\":{\"^" + one_of("a", "c", "(?=x)") + "\":" + sub() + "}";
      case 14:
        return "\"additionalProperties\":" + sub();
      case 15:
        return "\"propertyNames\":" + sub();
      case 16:
        return "\"required\":" + list("[", "]", [&] { return name(); });
      case 17:
        return "\"dependentRequired\":{\"a\":[" + name() + "]}";
      case 18:
        return "\"dependentSchemas\":{\"a\":" + sub() + "}";
      case 19:
        return "\"allOf\":" + subs();
      case 20:
        return "\"anyOf\":" + subs();
      case 21:
        return "\"oneOf\":" + subs();
      case 22:
        return "\"not\":" + sub();
      case 23:
        return "\"if\":" + sub() + ",\"then\":" + sub() + ",\"else\":" + sub();
      case 24:
        return "\"unevaluatedProperties\":" + sub();
      case 25:
        return "\"unevaluatedItems\":" + sub();
      case 26:
        return "\"$ref\":" + one_of("\"#\"", "\"#/$defs/x\"", "\"#n\"", "\"#/properties/a\"", "\"other\"");
      case 27:
        return "\"$defs\":{\"x\":" + sub() + "}";
      case 28:
        return "\"$anchor\":\"n" + std::string(static_cast<std::size_t>(salt % 2), 'x') + "\"";
      default:
        return one_of("\"$dynamicAnchor\":\"d\"", "\"$dynamicRef\":\"#d\"", "\"$id\":\"http://x/y\"",
                      "\"$id\":\"z\"");
    }
  }

  std::mt19937 random_;
};

}  // namespace

TEST_CASE("random schemas agree with themselves") {
  Source source(20261120);
  int compiled = 0, fitting = 0, repaired = 0;
  SchemaRules strict;
  strict.reject_blank_required = strict.null_counts_missing = strict.extra_refused = true;
  for (int i = 0; i < 4000; ++i) {
    const std::string text = source.schema(4);
    const auto schema = CompiledSchema::compile(text);
    // A reference inside would mean another place there, but the same when the whole is a document of its
    // own.
    const auto opposite = CompiledSchema::compile(R"({"not":{"$ref":"urn:s"}})", {{"urn:s", text}});
    CHECK(static_cast<bool>(schema) == static_cast<bool>(opposite));
    if (!schema || !opposite) continue;
    ++compiled;
    for (int j = 0; j < 12; ++j) {
      const std::string value = source.value(3);
      const SchemaJudgement judgement = schema->judge(value, {}, true);
      REQUIRE_MESSAGE(judgement.valid == schema->fits(value), text << " " << value);
      REQUIRE_MESSAGE(judgement.valid == judgement.errors.empty(), text << " " << value);
      REQUIRE_MESSAGE(judgement.valid != opposite->fits(value), text << " " << value);
      if (const auto canonical = json::canonical(value)) {
        REQUIRE_MESSAGE(judgement.valid == schema->fits(*canonical), text << " " << value);
      }
      if (judgement.repaired) {
        REQUIRE_MESSAGE(schema->fits(*judgement.repaired), text << " " << value);
        REQUIRE_MESSAGE(json::valid(*judgement.repaired), text << " " << value);
        ++repaired;
      }
      if (schema->fits(value, strict)) REQUIRE_MESSAGE(schema->fits(value), text << " " << value);
      fitting += judgement.valid;
    }
  }
  // Enough of each for the above to mean something.
  CHECK(compiled > 1500);
  CHECK(fitting > 2000);
  CHECK(repaired > 50);
}
