#include "core/guards/policy/name_alone.h"

#include "../policy_stage.h"

using namespace callgate;
using namespace callgate::guard;

namespace {

bool by_name(const std::string& text, const std::string& tool = "read_file") {
  return decided_by_name(policy::policy_of({text}), *some_tool("fs", tool));
}

}  // namespace

TEST_CASE("a policy that looks at no argument of a tool decides by its name") {
  CHECK(by_name("{}"));
  CHECK(by_name(R"({"permissions": {"ask": ["fs__*"]}})"));
  CHECK(by_name(rules(R"({"id": "r", "match": {"tools": "fs__*"}, "then": "deny", "limit": {"calls": 1}})")));
  CHECK(by_name(
      rules(R"({"id": "r", "match": {"tools": "git__*"}, "when": {"args.x": {"eq": 1}}, "then": "deny"})")));
  CHECK_FALSE(by_name(R"J({"permissions": {"ask": ["fs__read_file(path:/etc/**)"]}})J"));
  CHECK_FALSE(by_name(rules(R"({"id": "r", "when": {"args.x": {"eq": 1}}, "then": "deny"})")));
  CHECK_FALSE(
      by_name(rules(R"({"id": "r", "then": {"if": {"args.x": {"eq": 1}}, "do": "allow", "else": "ask"}})")));
  CHECK_FALSE(by_name(rules(R"({"id": "r", "require": {"prior": {"tools": "a__b"}}})")));
  CHECK(by_name(rules(R"({"id": "r", "when": {"args.x": {"eq": 1}}, "then": "deny"})",
                      R"("permissions": {"deny": ["fs__*"]},)")));
}

TEST_CASE("what a tool is told to run may make it worse than its name") {
  CHECK_FALSE(by_name("{}", "execute"));
  CHECK_FALSE(by_name("{}", "frobnicate"));
  CHECK(by_name(R"({"default": "ask"})", "frobnicate"));
  CHECK_FALSE(
      by_name(R"({"default": "ask", "guards": {"policy": {"effects": {"read_only": true}}}})", "frobnicate"));
  CHECK(by_name("{}", "delete_file"));
}
