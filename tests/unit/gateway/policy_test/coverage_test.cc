#include "gateway/policy_test/coverage.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "../../upstreams/temp_folder.h"
#include "../commands/streams.h"
#include "gateway/commands/policy_test_command.h"

using namespace callgate;
using Json = nlohmann::json;
using test::contains;
using test::Streams;
using test::TempFolder;

namespace {

constexpr const char* kPolicy = R"({"permissions": {"deny": ["x__never"]}, "rules": [
  {"id": "kept", "match": {"tools": "x__write"}, "unless": {"args.path": {"startsWith": "/srv"}}, "then": "deny"},
  {"id": "paid", "match": {"tools": "x__pay"},
   "then": {"if": {"args.n": {"lte": 10}}, "do": "allow", "else": {"if": {"args.n": {"lte": 100}}, "do": "ask", "else": "deny"}}},
  {"id": "after", "match": {"tools": "x__push"}, "require": {"prior": {"tools": "x__status"}}, "else": "ask"},
  {"id": "out", "match": {"tools": "x__read"}, "unless": {"result.isError": {"eq": true}},
   "then": {"if": {"result.text": {"contains": "key"}}, "do": "suppress"}}],
  "profiles": {"ci": {"ask": "deny"}, "cursor": {}}})";

Json covered(const std::string& cases) {
  const TempFolder folder;
  folder.file("p.jsonc", kPolicy, 0600);
  const std::string file =
      folder.file("p.test.jsonc", R"({"policy": "p.jsonc", "cases": [)" + cases + "]}", 0600);
  Streams streams;
  CHECK(commands::policy_test({.files = {file}, .format = "json"}, streams.console) == 0);
  return Json::parse(streams.printed())[0]["covered"];
}

std::string one(const std::string& tool, const std::string& args, const std::string& more = {}) {
  return R"({"name": "c", "call": {"tool": ")" + tool + R"(", "args": )" + args + "}" + more + "}";
}

}  // namespace

TEST_CASE("coverage: exceptions, elses and choices are branches; profiles are those of the files") {
  const Json none = covered(one("x__other", "{}"));
  CHECK(none["rules"]["percent"] == 0);
  CHECK(none["branches"]["missed"] ==
        Json::array({"after: else", "kept: unless", "out: then.do", "out: unless", "paid: then.do",
                     "paid: then.else.do", "paid: then.else.else"}));
  CHECK(none["profiles"]["missed"] == Json::array({"ci", "cursor"}));

  const Json some = covered(one("x__write", R"({"path": "/srv/a"})") + "," + one("x__pay", R"({"n": 50})") +
                            "," + one("x__push", "{}", R"(, "profile": "ci")"));
  CHECK(some["branches"]["missed"] ==
        Json::array({"out: then.do", "out: unless", "paid: then.do", "paid: then.else.else"}));
  CHECK(some["profiles"]["missed"] == Json::array({"cursor"}));
  CHECK(some["rules"]["missed"] == Json::array({"kept", "out"}));
}

TEST_CASE("coverage: a requirement that is met takes no else, and rules on results have branches too") {
  const Json met = covered(R"({"name": "s", "sequence": [
      {"call": {"tool": "x__status"}, "result": {"content": []}}, {"call": {"tool": "x__push"}}]})");
  CHECK(contains(met["branches"]["missed"].dump(), "after: else"));
  CHECK_FALSE(contains(met["rules"]["missed"].dump(), "after"));
  const Json read =
      covered(one("x__read", "{}", R"(, "result": {"content": [{"type": "text", "text": "a key"}]})") + "," +
              one("x__read", "{}", R"(, "result": {"content": [], "isError": true})"));
  CHECK_FALSE(contains(read["branches"]["missed"].dump(), "out:"));
}

TEST_CASE("coverage: what a file demands of branches and profiles is enforced when asked for") {
  const TempFolder folder;
  folder.file("p.jsonc", kPolicy, 0600);
  const std::string file =
      folder.file("p.test.jsonc",
                  R"({"policy": "p.jsonc", "coverage": {"branches": 50, "profiles": 50}, "cases": [)" +
                      one("x__pay", R"({"n": 1})", R"(, "profile": "ci")") + "]}",
                  0600);
  Streams streams;
  CHECK(commands::policy_test({.files = {file}}, streams.console) == 0);
  CHECK(commands::policy_test({.files = {file}, .coverage = true}, streams.console) == 1);
  CHECK(contains(streams.printed(), "coverage 14% of the branches; never taken: after: else, kept: unless"));
  CHECK(contains(streams.err.str(), "14% of the branches"));
  CHECK(contains(streams.err.str(), "50% are demanded"));
  CHECK_FALSE(contains(streams.err.str(), "profiles"));
}
