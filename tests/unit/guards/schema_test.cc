#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "../guard/scripted_guard.h"
#include "core/guard/contracts.h"
#include "core/guards/registry.h"

using namespace callgate;
using namespace callgate::guard;
using policy::Suspicion;

namespace {

constexpr const char* kPerson =
    R"({"type":"object","properties":{"name":{"type":"string"},"age":{"type":"integer"}},
  "required":["name","age"]})";

mcp::ToolPtr tool_with(std::string_view input, std::string_view output = "", std::string name = "add") {
  auto tool = std::make_shared<mcp::Tool>(*some_tool("db", std::move(name)));
  std::string text = R"({"name":")" + tool->native + R"(","inputSchema":)" + std::string(input);
  if (!output.empty()) text += R"(,"outputSchema":)" + std::string(output);
  tool->definition = Bytes::adopt(text + "}");
  return tool;
}

// Plays calls through a chain with this guard alone, and keeps what came of the last one.
struct Stage {
  Stage() {
    policy.guards.policy.mode = policy.guards.approval.mode = policy.guards.pins.mode = Mode::off;
    deps.memory = std::make_shared<GuardMemory>();
  }

  // "allow", "warn", "repair", "deny" before the call, and what became of the result.
  std::string play(const mcp::ToolPtr& tool, std::string_view arguments,
                   std::string_view result = R"({"content":[]})") {
    const auto chain = make_chain(policy, deps, "ada");
    Call call("c" + std::to_string(++calls), tool, Bytes::copy(arguments));
    Passage passage(chain, call);
    Verdict verdict = passage.enter();
    sent = std::string(call.arguments());
    if (Deny* deny = std::get_if<Deny>(&verdict)) {
      why = deny->why;
      return "deny";
    }
    const Amend amend = passage.leave(Bytes::copy(result));
    passage.end(Ending::answered);
    Decision strictest = Decision::allow;
    for (const auto& [decision, finding] : passage.taken()) {
      if (decision < strictest) continue;
      strictest = decision;
      why = finding;
    }
    if (std::holds_alternative<Withhold>(amend)) return "suppress";
    return std::string(to_string(strictest));
  }

  policy::Policy policy;
  policy::SchemaKnobs& knobs = policy.guards.schema;
  ManualClock clock;
  GuardDeps deps{clock, "", ""};
  int calls = 0;
  std::string sent;
  Finding why;
};

}  // namespace

TEST_CASE("schema: arguments that fit pass as they are") {
  Stage stage;
  CHECK(stage.play(tool_with(kPerson), R"({ "name":"Ada", "age":36.0 })") == "allow");
  CHECK(stage.sent == R"({ "name":"Ada", "age":36.0 })");
  CHECK(stage.play(some_tool(), R"({"anything":1})") == "allow");  // no schema, nothing to hold to
}

TEST_CASE("schema: what does not fit is refused with the reasons") {
  Stage stage;
  CHECK(stage.play(tool_with(kPerson), R"({"age":"thirty"})") == "deny");
  CHECK(stage.why.code == "schema_invalid");
  CHECK(stage.why.reason ==
        "The arguments do not fit the input schema of db__add: args: \"name\" (string) is missing; it is "
        "required; "
        "args.age: expected integer, got string \"thirty\".");
  CHECK(!stage.why.instead.empty());
  CHECK(stage.play(tool_with(kPerson), R"({"name":" ","age":1})") == "deny");
  stage.knobs.reject_blank_required = false;
  CHECK(stage.play(tool_with(kPerson), R"({"name":" ","age":1})") == "allow");
}

TEST_CASE("schema: what can be read in one way only is corrected, unless that is switched off") {
  Stage stage;
  CHECK(stage.play(tool_with(kPerson), R"({"name":"Ada","age":"36"})") == "repair");
  CHECK(stage.sent == R"({"name":"Ada","age":36})");
  CHECK(stage.why.code == "schema_repair");
  CHECK(stage.why.reason.find("args.age: \"36\" became 36") != std::string::npos);
  stage.knobs.coerce = policy::Coerce::off;
  CHECK(stage.play(tool_with(kPerson), R"({"name":"Ada","age":"36"})") == "deny");
}

TEST_CASE("schema: a repair is seen by the rules on arguments") {
  Stage stage;
  stage.policy.guards.policy.mode = Mode::enforce;
  stage.policy.deny.push_back({"db__add", "mode", "Secret*", "permissions.deny[0]", ""});
  const auto tool = tool_with(R"({"type":"object","properties":{"mode":{"enum":["Secret1","Open1"]}}})");
  CHECK(stage.play(tool, R"({"mode":"open1"})") == "repair");
  CHECK(stage.play(tool, R"({"mode":"secret1"})") == "deny");
  CHECK(stage.why.guard == "policy");
}

TEST_CASE("schema: members no schema names follow the schema or are refused") {
  Stage stage;
  CHECK(stage.play(tool_with(kPerson), R"({"name":"Ada","age":1,"zz":1})") == "allow");
  stage.knobs.extra_fields = policy::ExtraFields::deny;
  CHECK(stage.play(tool_with(kPerson), R"({"name":"Ada","age":1,"zz":1})") == "deny");
  CHECK(stage.play(tool_with(R"({"type":"object"})"), R"({"zz":1})") == "allow");
}

TEST_CASE("schema: a schema that cannot be checked is told of once, or refused") {
  Stage stage;
  const auto tool = tool_with(R"({"type":"object","$ref":"http://example.com/x.json"})");
  CHECK(stage.play(tool, "{}") == "warn");
  CHECK(stage.why.code == "schema_unchecked");
  CHECK(stage.play(tool, "{}") == "allow");
  stage.knobs.unchecked = Suspicion::deny;
  CHECK(stage.play(tool, "{}") == "deny");
  stage.knobs.unchecked = Suspicion::off;
  CHECK(stage.play(tool_with(R"({"$ref":"#"})"), "{}") == "allow");
}

TEST_CASE("schema: arguments that were not filled in are warned of, then refused") {
  Stage stage;
  const auto tool = tool_with(R"({"type":"object"})");
  CHECK(stage.play(tool, R"({"user":{"key":"${key}"}})") == "warn");
  CHECK(stage.why.code == "schema_placeholder");
  CHECK(stage.why.reason.find("user.key is \"${key}\"") != std::string::npos);
  CHECK(stage.play(tool, R"({"pipeline":[{"$group":{"_id":"$category"}}],"dir":"$HOME","html":"<HTML>"})") ==
        "allow");
  stage.knobs.placeholders = Suspicion::deny;  // one call was warned of already
  CHECK(stage.play(tool, R"({"x":"<YOUR_API_KEY>"})") == "deny");
  stage.knobs.placeholder_grace = 2;
  CHECK(stage.play(tool, R"({"x":"{{name}}"})") == "warn");
  CHECK(stage.play(tool, R"({"x":"{{name}}"})") == "deny");
  stage.knobs.placeholders = Suspicion::off;
  CHECK(stage.play(tool, R"({"x":"{{name}}"})") == "allow");
}

TEST_CASE("schema: results are held to the output schema") {
  Stage stage;
  const auto tool =
      tool_with("{}", R"({"type":"object","properties":{"n":{"type":"integer"}},"required":["n"]})");
  CHECK(stage.play(tool, "{}", R"({"content":[],"structuredContent":{"n":1}})") == "allow");
  CHECK(stage.play(tool, "{}", R"({"content":[],"structuredContent":{"n":"x"}})") == "warn");
  CHECK(stage.why.reason.find("structuredContent.n: expected integer, got string \"x\"") !=
        std::string::npos);
  CHECK(stage.play(tool, "{}", R"({"content":[]})") == "warn");
  CHECK(stage.play(tool, "{}", R"({"content":[],"isError":true})") == "allow");
  CHECK(stage.play(tool, "{}", R"({"resultType":"input_required"})") == "allow");
  stage.knobs.output = Suspicion::deny;
  CHECK(stage.play(tool, "{}", R"({"content":[]})") == "suppress");
  stage.knobs.output = Suspicion::off;
  CHECK(stage.play(tool, "{}", R"({"content":[]})") == "allow");
}

TEST_CASE("schema: observing changes nothing") {
  Stage stage;
  stage.knobs.mode = Mode::observe;
  CHECK(stage.play(tool_with(kPerson), R"({"name":"Ada","age":"36"})") == "allow");
  CHECK(stage.sent == R"({"name":"Ada","age":"36"})");
}

TEST_CASE("schema: contracts are kept by definition, and the one that was not used goes first") {
  Contracts contracts;
  bool fresh = false;
  const auto numbered = [](int i) { return tool_with("{}", "", "t" + std::to_string(i)); };
  const auto first = contracts.of(*numbered(0), 3, fresh);
  CHECK(fresh);
  CHECK(contracts.of(*numbered(0), 3, fresh) == first);
  CHECK(!fresh);
  for (int i = 1; i < 50; ++i) {
    contracts.of(*numbered(i), 3, fresh);
    CHECK(fresh);
    CHECK(contracts.size() <= 3);
    CHECK(contracts.of(*numbered(0), 3, fresh) == first);
  }
  contracts.of(*numbered(1), 3, fresh);
  CHECK(fresh);
}

TEST_CASE("schema: the recorded cases") {
  std::ifstream file(std::filesystem::path(CALLGATE_SOURCE_DIR) / "tests" / "cases" / "guards.jsonl");
  REQUIRE(file.is_open());
  int played = 0;
  for (std::string line; std::getline(file, line);) {
    const auto one = nlohmann::json::parse(line);
    const std::string kind = one["gateway_guard"];
    if (kind != "schema" && kind != "schema.placeholders") continue;
    const auto& config = one["config"];
    Stage stage;
    // The recorded guard refuses unknown fields and corrects nothing, unless told otherwise.
    stage.knobs.extra_fields = policy::ExtraFields::deny;
    stage.knobs.coerce = config.value("coerce_types", false) ? policy::Coerce::lossless : policy::Coerce::off;
    const std::string mode = config.value("mode", "block");
    if (kind == "schema.placeholders") {
      stage.knobs.placeholders = mode == "block" ? Suspicion::deny : Suspicion::warn;
      stage.knobs.placeholder_grace = config.value("grace_calls", 1);
    } else if (mode == "warn") {
      stage.knobs.mode = Mode::warn;
    }
    const auto schema = config.contains("schema") ? config["schema"] : nlohmann::json::object();
    for (std::size_t step = 0; step < one["sequence"].size(); ++step) {
      const auto& call = one["sequence"][step];
      CAPTURE(one["id"].get<std::string>());
      CHECK(stage.play(tool_with(schema.dump(), "", call[0]), call[1].dump()) ==
            one["expected"][step].get<std::string>());
    }
    ++played;
  }
  CHECK(played >= 12);
}
