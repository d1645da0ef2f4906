#include "gateway/commands/policy_test_command.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "../../upstreams/temp_folder.h"
#include "core/guards/registry.h"
#include "gateway/policy_test/player.h"

using namespace callgate;
using commands::PolicyTestOptions;

namespace {

bool has_guard(std::string_view kind) {
  return std::ranges::any_of(guard::guard_kinds(),
                             [&](const guard::GuardKind& one) { return one.kind == kind; });
}

constexpr const char* kPolicy = R"({"permissions": {"deny": ["x__no"]}, "rules": [
  {"id": "once", "match": {"tools": "x__b"}, "require": {"prior": {"tools": "x__a", "within": "1m"}}},
  {"id": "out", "match": {"tools": "x__a"}, "when": {"result.text": {"contains": "key"}}, "then": "redact"},
  {"id": "idle", "match": {"tools": "x__never"}, "then": "deny"}]})";

struct Ran {
  int exit;
  std::string out, err;
};

Ran run(const std::string& cases, PolicyTestOptions options = {}) {
  const test::TempFolder folder;
  std::ofstream(folder.path + "/p.jsonc") << kPolicy;
  std::ofstream(folder.path + "/p.test.jsonc")
      << "{\"policy\": \"./p.jsonc\", \"clock\": \"2026-11-18T10:00:00Z\", \"coverage\": {\"rules\": 90}, "
         "\"cases\": ["
      << cases << "]}";
  options.files = {folder.path + "/p.test.jsonc"};
  std::istringstream in;
  std::ostringstream out, err;
  commands::Console console{in, out, err, false, false, 0, {}};
  const int exit = commands::policy_test(options, console);
  return {exit, out.str(), err.str()};
}

constexpr const char* kGood =
    R"({"name": "no", "call": {"tool": "x__no"}, "expect": {"decision": "deny", "rule": "permissions.deny[0]"}},
  {"name": "order", "sequence": [
    {"call": {"tool": "x__b"}, "expect": {"decision": "deny", "code": "policy_requires_prior"}},
    {"call": {"tool": "x__a"}, "expect": "allow"},
    {"call": {"tool": "x__b"}, "expect": "deny"},
    {"call": {"tool": "x__a"}, "result": {"content": [{"type": "text", "text": "my key"}]},
     "expect": {"decision": "allow", "result.text": {"notContains": "key"}}},
    {"call": {"tool": "x__b"}, "repeat": 3, "expect": "allow"},
    {"advance": "61s", "call": {"tool": "x__b"}, "expect": "deny"}]})";

}  // namespace

TEST_CASE("policy test: the example of the documents, as far as the guards it needs are there") {
  config::Findings found;
  const auto suite =
      policy_test::read_suite(std::string(CALLGATE_SOURCE_DIR) + "/tests/policies/example.test.jsonc", found);
  for (const config::Problem& problem : found.errors) MESSAGE(config::one_line(problem));
  REQUIRE(suite.has_value());
  const policy_test::Report report = policy_test::play(*suite, {}, found);
  REQUIRE(found.errors.empty());
  CHECK(report.cases.size() == 16);
  for (const policy_test::CaseReport& one : report.cases) {
    if (one.name == "budget trips" && !has_guard("budget")) continue;
    if (one.name == "same key, other amount" && !has_guard("idempotency")) continue;
    if (one.name == "secret is redacted" && !has_guard("secrets")) continue;
    CAPTURE(one.name);
    CHECK(one.failure == "");
  }
  CHECK(report.rules.all.size() == 14);
}

TEST_CASE("policy test: sequences share a memory and a clock that only they move") {
  const Ran good = run(kGood);
  CHECK(good.exit == 0);
  CHECK(good.out.find("2 passed, 0 failed") != std::string::npos);
  const Ran bad = run(R"({"name": "wrong", "sequence": [{"call": {"tool": "x__no"}, "expect": "allow"}]})");
  CHECK(bad.exit == 1);
  CHECK(bad.out.find("p.test.jsonc:1:") != std::string::npos);
  CHECK(bad.out.find("expected allow, got deny (permissions.deny[0]") != std::string::npos);
}

TEST_CASE("policy test: coverage is enforced only when asked for") {
  CHECK(run(kGood).exit == 0);
  const Ran asked = run(kGood, {.coverage = true});
  CHECK(asked.exit == 1);
  CHECK(asked.err.find("never applied: idle") != std::string::npos);
}

TEST_CASE("policy test: forms of the report") {
  const std::string cases =
      std::string(kGood) + R"(, {"name": "a<b", "call": {"tool": "x__no"}, "expect": "allow"})";
  CHECK(run(cases, {.format = "tap"}).out.find("1..3\nok 1 - no\nok 2 - order\nnot ok 3 - a<b\n") !=
        std::string::npos);
  CHECK(run(cases, {.format = "junit"}).out.find("tests=\"3\" failures=\"1\"") != std::string::npos);
  CHECK(run(cases, {.format = "junit"}).out.find("a&lt;b") != std::string::npos);
  CHECK(run(cases, {.format = "json"}).out.find("\"failed\": 1") != std::string::npos);
  CHECK(run(cases, {.format = "github"}).out.find("::error file=") != std::string::npos);
  CHECK(run(cases, {.verbose = true}).out.find("ok      no") != std::string::npos);
}

TEST_CASE("policy test: mistakes in a test file are named") {
  const Ran typo = run(R"({"name": "x", "cal": {"tool": "x__no"}})");
  CHECK(typo.exit == 1);
  CHECK(typo.err.find("did you mean \"call\"?") != std::string::npos);
  CHECK(run("").exit == 1);
  CHECK(run("").err.find("there are no cases") != std::string::npos);
  CHECK(run(R"({"name": "x", "sequence": []})").err.find("at least one step") != std::string::npos);
  CHECK(run(R"({"name": "x"})").err.find("either \"call\" or \"sequence\"") != std::string::npos);
  CHECK(run(R"({"name": "x", "call": {"tool": "t"}, "expect": {"args.x": {"eq": 1}}})")
            .err.find("only what the host gets") != std::string::npos);
  CHECK(run(R"({"name": "x", "call": {"tool": "t"}, "profile": "none"})").exit == 0);
}
