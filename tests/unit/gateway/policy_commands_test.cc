#include "gateway/commands/policy_commands.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "core/config/shape.h"
#include "core/policy/shape.h"
#include "gateway/config_shape.h"
#include "gateway/text_file.h"

using namespace callgate;
using nlohmann::json;

namespace {

const std::filesystem::path kRoot = CALLGATE_SOURCE_DIR;

json validated(const std::vector<std::filesystem::path>& files, int expected) {
  std::ostringstream out;
  CHECK(policy_validate(files, true, {}, out) == expected);
  return json::parse(out.str());
}

// Every fallback in a table, and every used key with its word on what it is for.
void check_table(const config::Shape& shape, std::set<std::string_view>& seen) {
  if (!shape.name.empty() && !seen.insert(shape.name).second) return;  // it may hold itself
  for (const config::Shape& inner : shape.all_inner()) check_table(inner, seen);
  for (const config::Field& field : shape.all_fields()) {
    CAPTURE(field.key);
    if (!field.fallback.empty()) CHECK_FALSE(json::parse(field.fallback, nullptr, false).is_discarded());
    check_table(field.shape, seen);
  }
}

}  // namespace

TEST_CASE("valid files are said to be valid, with exit code 0") {
  std::ostringstream out;
  CHECK(policy_validate({kRoot / "configs/balanced.jsonc"}, false, {}, out) == 0);
  CHECK(out.str().ends_with("balanced.jsonc: valid\n"));
  const json report = validated({kRoot / "configs/strict.jsonc", kRoot / "examples/callgate.jsonc"}, 0);
  CHECK(report["valid"] == true);
  CHECK(report["errors"].empty());
}

TEST_CASE("a missing file and two policies that loosen each other are invalid, with exit code 1") {
  const json missing = validated({kRoot / "configs/nope.jsonc"}, 1);
  CHECK(missing["valid"] == false);
  CHECK(missing["errors"][0]["label"] == "there is no such file");
  const json loosened = validated({kRoot / "configs/strict.jsonc", kRoot / "configs/balanced.jsonc"}, 1);
  CHECK(loosened["errors"].size() >= 2);
  CHECK(loosened["errors"][0]["line"] == 5);
  CHECK(loosened["errors"][0]["column"] == 13);
  std::ostringstream out;
  CHECK(policy_validate({kRoot / "configs/nope.jsonc"}, false, {}, out) == 1);
  CHECK(out.str().ends_with("1 error\n"));
}

TEST_CASE("both schemas are JSON and know every key that is read") {
  for (const auto& [kind, shape] : {std::pair<std::string, const config::Shape*>{"config", &config_shape()},
                                    {"policy", &policy::policy_shape()}}) {
    std::ostringstream out;
    CHECK(print_schema(kind, out) == 0);
    const json schema = json::parse(out.str());
    for (const config::Field& field : shape->all_fields()) {
      CAPTURE(field.key);
      CHECK(schema["properties"].contains(std::string(field.key)) ==
            (field.standing == config::Standing::used));
    }
    std::set<std::string_view> seen;
    check_table(*shape, seen);
  }
  std::ostringstream out;
  CHECK(print_schema("nonsense", out) == 2);
}

TEST_CASE("the schemas that lie in configs/schema are those that the program prints") {
  for (const auto& [kind, file] : {std::pair<std::string, std::string>{"config", "callgate"},
                                   {"policy", "policy"},
                                   {"test", "policy-test"}}) {
    const auto path = kRoot / "configs/schema" / (file + ".schema.json");
    CAPTURE(path.string());
    std::ostringstream out;
    REQUIRE(print_schema(kind, out) == 0);
    const auto text = read_text_file(path);
    REQUIRE(text.has_value());
    // Made by: callgate schema KIND > configs/schema/FILE.schema.json
    CHECK(*text == out.str());
  }
}
