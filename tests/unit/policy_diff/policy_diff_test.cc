#include "core/policy_diff/policy_diff.h"

#include <doctest/doctest.h>

#include "core/policy_diff/condition_change.h"
#include "core/policy_diff/rule_change.h"

using namespace callgate;
using namespace callgate::policy_diff;

namespace {

config::Node node(const std::string& text) {
  config::Problems problems;
  auto tree =
      config::parse_jsonc(std::make_shared<const config::Source>(config::Source{"t", text}), problems);
  REQUIRE(tree.has_value());
  return std::move(*tree);
}

std::string condition(const std::string& before, const std::string& after) {
  const Direction there = compare_conditions(node(before), node(after));
  // The way back is the other way.
  CHECK(compare_conditions(node(after), node(before)) == flipped(there));
  return std::string(to_string(there));
}

std::string rule(const std::string& before, const std::string& after, const policy::Sets& a = {},
                 const policy::Sets& b = {}) {
  const RuleChange change = compare_rules(node("{" + before + "}"), a, node("{" + after + "}"), b);
  std::string text(to_string(change.direction));
  for (const std::string& part : change.parts) text += "; " + part;
  return text;
}

std::string policies(const std::string& before, const std::string& after) {
  std::vector<std::vector<policy::Layer>> both;
  for (const auto& [name, text] : {std::pair{"a.jsonc", before}, {"b.jsonc", after}}) {
    const auto source = std::make_shared<const config::Source>(config::Source{name, text});
    config::Findings found;
    auto tree = config::parse_jsonc(source, found.errors);
    REQUIRE(tree.has_value());
    both.push_back({{source, std::move(*tree)}});
    policy::read_policy(both.back(), {}, found);
    for (const config::Problem& problem : found.errors) FAIL(config::one_line(problem));
  }
  std::string lines;
  for (const Change& change : compare_policies(both[0], both[1])) {
    lines += std::string(to_string(change.direction)) + " " + std::string(to_string(change.kind)) + " " +
             change.what;
    for (const std::string& part : change.parts) lines += "; " + part;
    lines += " " + change.where + "\n";
  }
  return lines;
}

}  // namespace

TEST_CASE("diff: a condition that holds more often is wider") {
  CHECK(condition(R"({"args.a":{"lte":5}})", R"({"args.a":{"lte":5.0}})") == "same");
  CHECK(condition(R"({"args.a":{"lte":5}})", R"({"args.a":{"lte":9}})") == "wider");
  CHECK(condition(R"({"args.a":{"gt":5}})", R"({"args.a":{"gt":9}})") == "narrower");
  CHECK(condition(R"({"args.a":{"between":[1,5]}})", R"({"args.a":{"between":[0,5]}})") == "wider");
  CHECK(condition(R"({"args.a":{"in":["x"]}})", R"({"args.a":{"in":["y","x"]}})") == "wider");
  CHECK(condition(R"({"args.a":{"host":"x"}})", R"({"args.a":{"host":["y","x"]}})") == "wider");
  CHECK(condition(R"({"args.a":{"notIn":["x"]}})", R"({"args.a":{"notIn":["y","x"]}})") == "narrower");
  CHECK(condition(R"({"args.a":{"in":["x"]}})", R"({"args.a":{"in":["y"]}})") == "other");
  CHECK(condition(R"({"args.a":{"eq":1}})", R"({"args.a":{"eq":1},"args.b":{"eq":1}})") == "narrower");
  CHECK(condition(R"({"args.a":{"eq":1,"exists":true}})", R"({"args.a":{"exists":true}})") == "wider");
  CHECK(condition(R"({"not":{"args.a":{"lt":1}}})", R"({"not":{"args.a":{"lt":2}}})") == "narrower");
  CHECK(condition(R"({"any":[{"args.a":{"eq":1}}]})",
                  R"({"any":[{"args.a":{"eq":1}},{"args.b":{"eq":1}}]})") == "wider");
  CHECK(condition(R"({"all":[{"args.a":{"lt":1}},{"args.b":{"eq":1}}]})",
                  R"({"all":[{"args.b":{"eq":1}},{"args.a":{"lt":3}}]})") == "wider");
  CHECK(condition(R"({"args.a[*]":{"all":{"eq":1}}})", R"({"args.a[*]":{"any":{"eq":1}}})") == "wider");
  CHECK(condition(R"({"args.a":{"lt":1}})", R"({"args.a":{"gt":1}})") == "other");
}

TEST_CASE("diff: what a rule reaches counts by what it is made for") {
  const std::string deny = R"("id":"r","then":"deny","match":{"tools":"x__*"})",
                    allow = R"("id":"r","then":"allow","match":{"tools":"x__*"})";
  CHECK(rule(deny, deny) == "same");
  CHECK(rule(deny, R"("id":"r","then":"deny","match":{"tools":"x__a"})") == "wider; match (wider)");
  CHECK(rule(allow, R"("id":"r","then":"allow","match":{"tools":["x__a"]})") == "narrower; match (narrower)");
  CHECK(rule(deny, deny + R"(,"unless":{"args.a":{"eq":1}})") == "wider; unless (wider)");
  CHECK(rule(deny, deny + R"(,"when":{"args.a":{"eq":1}})") == "wider; when (wider)");
  CHECK(rule(allow, allow + R"(,"when":{"args.a":{"eq":1}})") == "narrower; when (narrower)");
  CHECK(rule(deny, R"("id":"r","then":"ask","match":{"tools":"x__*"})") == "wider; then (wider)");
  CHECK(rule(deny, deny + R"(,"reason":"so")") == "same; reason");
  CHECK(rule(deny, deny + R"(,"mode":"observe")") == "wider; mode (wider)");
  CHECK(rule(deny, deny + R"(,"limit":{"calls":5})") == "narrower; limit (narrower)");
  CHECK(rule(R"("id":"r","limit":{"calls":5})", R"("id":"r","limit":{"calls":9})") == "wider; limit (wider)");
  CHECK(rule(R"("id":"r","then":{"if":{"args.n":{"lte":10}},"do":"allow","else":"ask"})",
             R"("id":"r","then":{"if":{"args.n":{"lte":50}},"do":"allow","else":"ask"})") ==
        "wider; then (wider)");
  CHECK(rule(deny + R"(,"unless":{"args.h":{"host":"@ok"}})", deny + R"(,"unless":{"args.h":{"host":"@ok"}})",
             {{"ok", {"a"}}}, {{"ok", {"a", "b"}}}) == "wider; unless (wider)");
}

TEST_CASE("diff: entries, defaults, modes, grants, knobs and profiles") {
  CHECK(policies(R"({"version":1,"mode":"warn"})", R"({/* the same */"mode":"warn"})").empty());
  CHECK(policies(R"({"permissions":{"allow":["a__b"],"deny":["c__d","e__f"]}})",
                 R"({"permissions":{"allow":["g__h","a__b"],"deny":["e__f"]}})") ==
        "wider added permissions.allow \"g__h\" b.jsonc:1:26\n"
        "wider removed permissions.deny \"c__d\" a.jsonc:1:42\n");
  CHECK(
      policies(
          R"({"mode":"enforce","default":"ask"})",
          R"({"mode":"warn","default":{"readOnly":"allow","destructive":"deny","other":"ask","untrusted":"ask"}})") ==
      "wider changed mode; enforce → warn b.jsonc:1:9\n"
      "other changed default; readOnly ask → allow; destructive ask → deny b.jsonc:1:26\n");
  CHECK(policies(R"({"rules":[{"id":"a","match":{"tools":"x__*"},"then":"deny"}]})",
                 R"({"rules":[{"id":"b","match":{"tools":"x__*"},"then":"allow"}]})") ==
        "wider removed rule \"a\" a.jsonc:1:11\n"
        "wider added rule \"b\" b.jsonc:1:11\n");
  CHECK(policies(R"({"guards":{"approval":{"max_pending":8}}})",
                 R"({"guards":{"approval":{"max_pending":16}}})") ==
        "wider changed guards.approval.max_pending; 8 → 16 \n");
  CHECK(policies(R"({"profiles":{"ci":{},"x":{}}})", R"({"profiles":{"ci":{"ask":"deny"}}})") ==
        "narrower changed profile \"ci\": ask; ask → deny b.jsonc:1:26\n"
        "other removed profile \"x\" \n");
}
