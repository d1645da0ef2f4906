// The guard `policy` by its knobs: tools, effects, identity, tokens, numbers.
#include <doctest/doctest.h>

#include "policy_stage.h"

using namespace callgate;
using namespace callgate::guard;
using Stage = PolicyStage;

TEST_CASE("policy knobs: the table of tools") {
  Stage stage(R"({"guards": {"policy": {"tools": {
    "fs__delete_account": {"access": "deny"}, "fs__large_refund": {"access": "hold", "risk": 80},
    "fs__transfer": {"require_args": ["account_id", "amount"], "once": true},
    "fs__*_update": {"class": "write"}, "fs__safe_update": {"class": "read", "volatile": true}},
    "effects": {"read_only": true, "unknown": "allow"}}}})");
  CHECK(stage.decide("safe_update") == Decision::allow);
  CHECK(stage.decide("other_update") == Decision::deny);
  Stage open(R"({"guards": {"policy": {"tools": {
    "fs__delete_account": {"access": "deny"}, "fs__large_refund": {"access": "hold", "risk": 80},
    "fs__transfer": {"require_args": ["account_id", "amount"], "once": true}}}}})");
  CHECK(open.decide("delete_account", R"({"u":1})") == Decision::deny);
  CHECK(open.decide("large_refund") == Decision::hold);
  CHECK(open.judge("transfer", R"({"amount":100})").why.code == "policy_missing_args");
  const auto whole = open.judge("transfer", R"({"amount":100,"account_id":null})");
  CHECK(whole.decision == Decision::allow);
  CHECK(whole.once);
}

TEST_CASE("policy knobs: environment, effects, identity") {
  Stage prod(
      R"({"guards": {"policy": {"environment": "prod"}}, "permissions": {"allow": ["fs__delete_user"]}})");
  CHECK(prod.judge("delete_user").why.code == "policy_environment");
  CHECK(prod.decide("get_user") == Decision::allow);
  Stage careful(R"({"guards": {"policy": {"effects": {"write": "hold", "exec": "deny"}}}})");
  CHECK(careful.judge("write_file").why.rule == "effects.write");
  CHECK(careful.decide("run_command") == Decision::deny);

  const std::string text =
      R"({"guards": {"policy": {"identity": {"agents": {"agent.finance": ["fs__wire_transfer"]}}}}})";
  Stage stage(text);
  CHECK(stage.judge("wire_transfer").why.code == "policy_identity_required");
  stage.world->agent = "agent.finance";
  // Who may pay is one question, whether somebody looked another.
  CHECK(stage.judge("wire_transfer").why.rule == "effects.destructive");
  CHECK(stage.judge("read_ledger").why.code == "policy_agent_tool");
  stage.world->agent = "Agent.Finance";
  CHECK(stage.judge("wire_transfer").why.code == "policy_unknown_agent");
  CHECK(policy::errors_of({R"({"guards": {"policy": {"identity": {"on_unknown": "DENIED"}}}})"})
            .find("must be") != std::string::npos);
}

TEST_CASE("policy knobs: a command counts by what it would do") {
  const char* const sweeping = R"({"command":"cd build && rm -rf ."})";
  const char* const harmless = R"({"command":"grep -rn 'rm -rf' ."})";
  Stage held(R"({"guards": {"policy": {"effects": {"destructive": "hold"}}}})");
  const auto judged = held.judge("bash", sweeping);
  CHECK(judged.decision == Decision::hold);
  CHECK(judged.why.rule == "effects.destructive");
  CHECK(judged.effect == Effect::destructive);
  CHECK(judged.needs == Assurance::out_of_band);
  CHECK(held.decide("bash", harmless) == Decision::allow);
  CHECK(held.decide("bash", R"({"command":"bash -c 'rm -rf x'"})") == Decision::hold);
  CHECK(held.decide("write_note", sweeping) == Decision::allow);  // nobody runs that

  Stage denied(
      R"({"guards": {"policy": {"effects": {"destructive": "deny"}}}, "permissions": {"allow": ["fs__bash"]}})");
  CHECK(denied.decide("bash", sweeping) == Decision::deny);
  CHECK(denied.decide("bash", harmless) == Decision::allow);
}

TEST_CASE("policy knobs: a signed token") {
  const std::string text = R"({"guards": {"policy": {"capability_token": {"require": "changes"}}}})";
  Stage stage(text);
  CHECK(stage.judge("create_user", R"({"_capability_token":"tok"})").why.code == "policy_token");
  CHECK(stage.decide("get_user") == Decision::allow);
  // HS256 under the key "secret": {"exp":2000000000,"scope":"fs__create_* db__x"}, computed with another
  // program.
  stage.world->variables = {
      {"CALLGATE_TOKEN_KEY", "secret"},
      {"CALLGATE_TOKEN",
       "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJleHAiOjIwMDAwMDAwMDAsInNjb3BlIjoiZnNfX2NyZWF0ZV8qIGRiX194In0."
       "cpKsYpFLsDbkZuVsr5U_GYjFK2zxqvX2QCX7Shi8N4g"}};
  stage.use(text);
  stage.clock.start = *parse_rfc3339("2026-11-18T10:00:00Z");
  CHECK(stage.decide("create_user") == Decision::allow);
  CHECK(stage.decide("update_user") == Decision::deny);
  stage.clock.start = *parse_rfc3339("2033-05-18T03:33:20Z");
  CHECK(stage.judge("create_user").why.reason.find("expired") != std::string::npos);
  stage.world->variables["CALLGATE_TOKEN_KEY"] = "other";
  stage.use(text);
  CHECK(stage.judge("create_user").why.reason.find("signature is wrong") != std::string::npos);
}

TEST_CASE("policy knobs: numbers that look wrong") {
  Stage stage(R"({"guards": {"policy": {"numeric": {"tools": ["fs__normal_cdf"]}}}})");
  const auto one = [&](const char* result) {
    return stage.judge("normal_cdf", R"({"x":1})", result).taken.size();
  };
  CHECK(one(R"({"content":[{"type":"text","text":"1.0"}]})") == 0);
  CHECK(one(R"({"content":[{"type":"text","text":"{\"result\":1.0}"}]})") == 0);
  CHECK(one(R"({"content":[],"structuredContent":{"result":0}})") == 1);
  CHECK(one(R"({"content":[{"type":"text","text":"0.5"}]})") == 0);
  CHECK(one(R"({"content":[{"type":"text","text":"1"}]})") == 0);
  CHECK(stage.judge("normal_cdf", R"({"x":100,"mean":10,"std":1})").taken.size() == 1);
  CHECK(stage.judge("normal_cdf", R"({"x":18,"mean":10,"std":1})").taken.empty());
  CHECK(stage.judge("normal_cdf", R"({"x":100,"mean":"abc","std":1})").taken.empty());
}

TEST_CASE("policy knobs: statements in SQL count by what they would do") {
  PolicyStage s(R"({"guards": {"policy": {"effects": {"destructive": "hold"}}}})");
  CHECK(s.decide("execute_sql", R"({"sql":"DROP TABLE users"})") == Decision::hold);
  CHECK(s.decide("execute_sql", R"({"sql":"SELECT * FROM users -- drop table"})") == Decision::allow);
  CHECK(s.judge(some_tool("sqlite", "run"), R"({"query":"delete from users"})").decision == Decision::hold);
  CHECK(s.judge(some_tool("sqlite", "read_query"), R"({"query":"select 1"})").decision == Decision::allow);
  // Elsewhere a query is what somebody looks for.
  CHECK(s.judge(some_tool("web", "search"), R"({"query":"drop table users"})").decision == Decision::allow);
}
