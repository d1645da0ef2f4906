#include "core/guards/pins/definition.h"

#include <doctest/doctest.h>

using namespace callgate::guard;

TEST_CASE("a pin holds what a tool says of itself, and nothing else") {
  CHECK(
      pinned_part(R"({"name":"t","_meta":{"v":1},"inputSchema":{"type":"object"},"icons":[],"title":"T",)"
                  R"("annotations":{},"outputSchema":{},"description":"d","execution":{}})") ==
      R"({"name":"t","inputSchema":{"type":"object"},"title":"T","annotations":{},"outputSchema":{},"description":"d"})");
  CHECK(pinned_part("{}") == "{}");
  const std::string plain = pin_digest(R"({"name":"t","description":"d","inputSchema":{"a":50,"b":1}})");
  CHECK(plain.size() == 64);
  CHECK(pin_digest(R"({"name":"t","description":"d","inputSchema":{"a":50,"b":1},"_meta":{"v":2}})") ==
        plain);
}

TEST_CASE("spelling and order of keys make no other pin") {
  const std::string plain = pin_digest(R"({"name":"t","description":"d","inputSchema":{"a":50,"b":1}})");
  CHECK(pin_digest(R"({ "inputSchema" : {"b":1.0, "a":5e1}, "name":"\u0074", "description":"d" })") == plain);
  // A key that is spelled with escapes means the same to whoever reads it.
  CHECK(pin_digest(R"({"name":"t","descri\u0070tion":"d","inputSchema":{"a":50,"b":1}})") == plain);
  CHECK(pinned_part(R"({"name":"t","descri\u0070tion":"evil"})") ==
        R"({"name":"t","descri\u0070tion":"evil"})");
}

TEST_CASE("whatever a model or a host acts on makes another pin") {
  const std::string plain = pin_digest(R"({"name":"t","description":"d","inputSchema":{"a":1}})");
  for (const char* other : {R"({"name":"u","description":"d","inputSchema":{"a":1}})",
                            R"({"name":"t","description":"D","inputSchema":{"a":1}})",
                            R"({"name":"t","description":"d ","inputSchema":{"a":1}})",
                            R"({"name":"t","description":"d","inputSchema":{"a":2}})",
                            R"({"name":"t","description":"d","inputSchema":{"a":"1"}})",
                            R"({"name":"t","description":"d","inputSchema":{"a":1},"title":"x"})",
                            R"({"name":"t","description":"d","inputSchema":{"a":1},"annotations":{}})",
                            R"({"name":"t","description":"d","inputSchema":{"a":1},"outputSchema":{}})",
                            R"({"name":"t","inputSchema":{"a":1}})"})
    CHECK(pin_digest(other) != plain);
}

TEST_CASE("a definition without a canonical form is pinned by its bytes") {
  const std::string twice = R"({"name":"t","inputSchema":{"a":1,"a":2}})";
  CHECK(pin_digest(twice) == pin_digest(twice));
  CHECK(pin_digest(twice) != pin_digest(R"({"name":"t","inputSchema":{"a":2,"a":1}})"));
  CHECK(pin_digest(twice) != pin_digest(R"({"name":"t","inputSchema":{"a":2}})"));
}
