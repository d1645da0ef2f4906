// The guard `policy` with rules: what they decide, what they demand, and what they remember.
#include <doctest/doctest.h>

#include "core/guards/policy/prior_calls.h"
#include "policy_stage.h"

using namespace callgate;
using namespace callgate::guard;
using Stage = PolicyStage;

TEST_CASE("policy rules: the strictest of all that match, and the first of them is named") {
  Stage stage(rules(R"({"id": "a", "match": {"tools": "fs__x*"}, "then": "allow"},
                       {"id": "b", "match": {"tools": "fs__x*"}, "then": "ask"},
                       {"id": "c", "match": {"tools": "fs__xy"}, "then": "rewrite", "reason": "Use z"},
                       {"id": "d", "match": {"tools": "fs__xyz"}, "then": "deny"},
                       {"id": "e", "match": {"tools": "fs__xyz"}, "then": "deny"})"));
  CHECK(stage.judge("x").decision == Decision::hold);
  CHECK(stage.judge("x").why.rule == "b");
  const auto guided = stage.judge("xy");
  CHECK(guided.decision == Decision::rewrite);
  CHECK(guided.why.reason.find("Use z") == 0);
  CHECK(stage.judge("xyz").decision == Decision::deny);
  CHECK(stage.judge("xyz").why.rule == "d");
  CHECK(stage.judge("xyz").why.code == "policy_deny");
  CHECK(stage.decide("y") == Decision::allow);
}

TEST_CASE("policy rules: lists are named before rules") {
  Stage stage(
      rules(R"({"id": "r", "match": {"tools": "fs__write"}, "then": "deny"})",
            R"json("permissions": {"deny": ["fs__write(path:/etc/**)"], "ask": ["fs__write"]}, )json"));
  CHECK(stage.judge("write", R"({"path":"/etc/x"})").why.rule == "permissions.deny[0]");
  CHECK(stage.judge("write", R"({"path":"/srv/x"})").why.rule == "r");
}

TEST_CASE("policy rules: exceptions are written with unless, and what cannot be judged fails closed") {
  Stage stage(rules(R"({"id": "in", "match": {"tools": "fs__write"},
    "unless": {"args.path": {"under": "${workspace}"}}, "then": "deny", "reason": "Outside ${workspace}: ${args.path}"})"));
  CHECK(stage.decide("write", R"({"path":"/home/ada/proj/a"})") == Decision::allow);
  const auto outside = stage.judge("write", R"({"path":"/home/ada/proj/../.bashrc"})");
  CHECK(outside.decision == Decision::deny);
  CHECK(outside.why.reason == "Outside /home/ada/proj: /home/ada/proj/../.bashrc (in, a:1:12).");
  CHECK(stage.decide("write", "{}") == Decision::deny);
  const auto wrong = stage.judge("write", R"({"path":7})");
  CHECK(wrong.decision == Decision::deny);
  CHECK(wrong.why.code == "policy_type_error");
  CHECK(wrong.why.reason.find("\"args.path\" is a number, and \"under\" needs a string") !=
        std::string::npos);
  CHECK(stage.judge("write", R"({"Path":"/home/ada/proj/a"})").why.code == "policy_ambiguous_key");
  CHECK(stage.decide("read", R"({"path":7})") == Decision::allow);
}

TEST_CASE("policy rules: a rule that may only allow does not match what it cannot judge") {
  Stage stage(rules(
      R"({"id": "small", "match": {"tools": "fs__pay"}, "when": {"args.n": {"lte": 5}}, "then": "allow"})",
      R"("default": "ask", )"));
  CHECK(stage.decide("pay", R"({"n":5})") == Decision::allow);
  CHECK(stage.decide("pay", R"({"n":6})") == Decision::hold);
  CHECK(stage.judge("pay", R"({"n":"5"})").why.rule == "default.untrusted");
  Stage both(rules(
      R"({"id": "p", "match": {"tools": "fs__pay"}, "then": {"if": {"args.n": {"lte": 5}}, "do": "allow", "else": "ask"}})",
      R"("default": "deny", )"));
  CHECK(both.decide("pay", R"({"n":5})") == Decision::allow);
  CHECK(both.decide("pay", R"({"n":6})") == Decision::hold);
  CHECK(both.judge("pay", R"({"n":"5"})").why.code == "policy_type_error");
  Stage held(rules(R"({"id": "p", "when": {"args.n": {"lte": 5}}, "then": "deny"})",
                   R"("guards": {"policy": {"on_error": "hold"}}, )"));
  CHECK(held.judge("pay", R"({"n":"5"})").decision == Decision::hold);
}

TEST_CASE("policy rules: an explicit allow beats the hold on destructive tools, nothing else does") {
  Stage stage(rules(R"({"id": "ok", "match": {"tools": "fs__delete_tmp"}, "then": "allow"})"));
  CHECK(stage.decide("delete_tmp") == Decision::allow);
  CHECK(stage.decide("delete_all") == Decision::hold);
  Stage refused(rules(R"({"id": "ok", "match": {"tools": "fs__delete_tmp"}, "then": "allow"})",
                      R"("guards": {"policy": {"effects": {"destructive": "deny"}}}, )"));
  CHECK(refused.decide("delete_tmp") == Decision::deny);
}

TEST_CASE("policy rules: obligations stand on the call, with effect and once") {
  Stage stage(rules(R"({"id": "all", "output": {"maxBytes": 5}},
    {"id": "pay", "match": {"tools": "fs__pay*"}, "effect": "irreversible", "when": {"args.n": {"gt": 0}}, "then": "allow"},
    {"id": "look", "match": {"tools": "fs__delete_preview"}, "effect": "read"})"));
  const auto paid = stage.judge("pay", R"({"n":1})");
  CHECK(paid.decision == Decision::allow);
  CHECK(paid.rules == std::vector<std::string>{"all", "pay"});
  CHECK(paid.effect == Effect::destructive);
  CHECK(paid.once);
  const auto free = stage.judge("pay", R"({"n":0})");
  CHECK(free.rules == std::vector<std::string>{"all"});
  CHECK(free.effect == Effect::write);
  CHECK(stage.decide("delete_preview") == Decision::allow);
}

TEST_CASE("policy rules: hints of strangers may alarm, not reassure") {
  const std::string text =
      rules(R"({"id": "d", "match": {"annotations": {"destructiveHint": true}}, "then": "ask",
      "approve": {"assurance": "out-of-band"}},
    {"id": "r", "match": {"annotations": {"readOnlyHint": true}}, "then": "allow"})",
            R"("default": "ask", )");
  Stage stage(text);
  CHECK(stage.judge(some_tool("fs", "a", {.destructive = true})).why.rule == "d");
  CHECK(stage.judge(some_tool("fs", "a", {.destructive = true})).needs == Assurance::out_of_band);
  CHECK(stage.judge(some_tool("fs", "b", {.read_only = true})).why.rule == "default.untrusted");
  CHECK(stage.judge(some_tool("fs", "b", {.read_only = true}, true)).decision == Decision::allow);
}

TEST_CASE("policy rules: a rule may watch or warn while the others enforce") {
  Stage stage(rules(R"({"id": "w", "mode": "observe", "match": {"tools": "fs__x"}, "then": "deny"},
                       {"id": "n", "mode": "warn", "match": {"tools": "fs__x"}, "then": "deny"},
                       {"id": "o", "mode": "off", "match": {"tools": "fs__x"}, "then": "deny"})"));
  const auto judged = stage.judge("x");
  CHECK(judged.decision == Decision::allow);
  REQUIRE(judged.would_be.size() == 1);
  CHECK(judged.would_be[0].why.rule == "w");
  REQUIRE(judged.taken.size() == 1);
  CHECK(judged.taken[0].first == Decision::warn);
  CHECK(judged.taken[0].second.rule == "n");
}

TEST_CASE("policy rules: an earlier call is demanded, with the same values, and not too long ago") {
  const std::string text = rules(R"({"id": "push", "match": {"tools": "fs__push"},
    "require": {"prior": {"tools": "fs__status", "outcome": "ok", "within": "10m", "same": ["args.repo"]}},
    "else": "deny", "reason": "Run status first"})");
  Stage stage(text);
  CHECK(stage.judge("push", R"({"repo":"a"})").why.code == "policy_requires_prior");
  stage.judge("status", R"({"repo":"a"})", R"({"content":[],"isError":true})");
  CHECK(stage.decide("push", R"({"repo":"a"})") == Decision::deny);
  stage.judge("status", R"({"repo":"a"})");  // never answered
  CHECK(stage.decide("push", R"({"repo":"a"})") == Decision::deny);
  stage.judge("status", R"({"repo":"\u0061"})", kOk);
  CHECK(stage.decide("push", R"({"repo":"a"})") == Decision::allow);
  CHECK(stage.decide("push", R"({"repo":"b"})") == Decision::deny);
  stage.use(text);  // a reload forgets nothing
  CHECK(stage.decide("push", R"({"repo":"a"})") == Decision::allow);
  stage.clock.advance(Millis(600'001));
  CHECK(stage.decide("push", R"({"repo":"a"})") == Decision::deny);
}

TEST_CASE("policy rules: what is remembered of earlier calls is bounded") {
  PriorCalls prior;
  for (int i = 0; i < 10; ++i) prior.note("k" + std::to_string(i), Instant{}, 4);
  prior.note("k6", Instant{}, 4);
  prior.note("new", Instant{}, 4);
  CHECK(prior.size() == 4);
  CHECK_FALSE(prior.known("k7", std::nullopt, Instant{}));
  CHECK(prior.known("k6", std::nullopt, Instant{}));
  CHECK(prior.known("new", Millis(1), Instant{}));
}

TEST_CASE("policy rules: hours of the week, in a zone; the end is exclusive") {
  Stage stage(rules(R"({"id": "w", "match": {"tools": "fs__deploy"},
    "active": {"days": ["mon", "wed"], "from": "09:00", "to": "16:00", "tz": "Europe/Berlin"}, "then": "ask", "else": "deny"},
    {"id": "n", "match": {"tools": "fs__night"}, "active": {"days": ["fri"], "from": "22:00", "to": "06:00"}, "then": "deny"},
    {"id": "z", "match": {"tools": "fs__lost"}, "active": {"tz": "Mars/Olympus"}, "then": "ask"})"));
  const auto at = [&](const char* time) {
    stage.clock.start = *parse_rfc3339(time) - stage.clock.passed.load();
  };
  at("2026-11-18T08:00:00Z");  // a Wednesday, nine in Berlin
  CHECK(stage.decide("deploy") == Decision::hold);
  at("2026-11-18T07:59:59Z");
  CHECK(stage.decide("deploy") == Decision::deny);
  at("2026-11-18T14:59:59Z");
  CHECK(stage.decide("deploy") == Decision::hold);
  at("2026-11-18T15:00:00Z");
  CHECK(stage.decide("deploy") == Decision::deny);
  at("2026-11-19T10:00:00Z");
  CHECK(stage.decide("deploy") == Decision::deny);
  at("2026-11-21T05:59:00Z");  // Saturday morning belongs to Friday night
  CHECK(stage.decide("night") == Decision::deny);
  at("2026-11-20T05:59:00Z");
  CHECK(stage.decide("night") == Decision::allow);
  CHECK(stage.decide("lost") == Decision::deny);
}

TEST_CASE("policy rules: arguments are clamped, left out and set before they are judged again") {
  Stage stage(rules(R"({"id": "c", "match": {"tools": "fs__search"},
    "rewrite": {"clamp": {"args.limit": {"min": 1, "max": 50}}, "remove": ["args.all"], "set": {"args.a.b": {"c": 1}}}},
    {"id": "deny-big", "match": {"tools": "fs__search"}, "when": {"args.limit": {"gt": 1000000}}, "then": "deny"})"));
  const auto judged = stage.judge("search", R"({"q":"x","limit":500,"all":true,"n":1.50})");
  CHECK(judged.decision == Decision::allow);
  CHECK(judged.arguments == R"({"a":{"b":{"c":1}},"q":"x","limit":50,"n":1.50})");
  REQUIRE(judged.taken.size() == 1);
  CHECK(judged.taken[0].first == Decision::repair);
  const auto already = stage.judge("search", R"({"a":{"b":{"c":1}},"limit":50})");
  CHECK(already.taken.empty());
  CHECK(stage.judge("search", R"({"limit":"500"})").why.code == "policy_type_error");
  CHECK(stage.judge("search", R"({"limit":2000000})").why.rule == "deny-big");
}

TEST_CASE("policy rules: a program is asked once, and may refuse or correct") {
  const std::string text = rules(R"({"id": "dlp", "match": {"tools": "fs__send"},
    "hook": {"before": {"exec": ["/usr/bin/dlp"], "timeout": "1s"}}},
    {"id": "no", "match": {"tools": "fs__send"}, "when": {"args.to": {"eq": "eve"}}, "then": "deny"})");
  Stage stage(text);
  CHECK(stage.decide("send", R"({"to":"bob"})") == Decision::allow);
  CHECK(stage.waited == std::vector<std::string>{"dlp"});
  CHECK(stage.judge("send", R"({"to":"eve"})").why.rule == "no");
  CHECK(stage.waited.size() == 1);  // a refusal needs no second opinion
  stage.hook_answer = {.passed = false, .reason = "holds a number"};
  const auto refused = stage.judge("send", R"({"to":"bob"})");
  CHECK(refused.why.code == "policy_hook_denied");
  CHECK(refused.why.reason.find("holds a number") != std::string::npos);
  stage.hook_answer = {.passed = true, .arguments = R"({"to":"carol"})"};
  const auto corrected = stage.judge("send", R"({"to":"bob"})");
  CHECK(corrected.decision == Decision::allow);
  CHECK(corrected.arguments == R"({"to":"carol"})");
  stage.hook_answer.arguments = R"({"to":"eve"})";
  CHECK(stage.judge("send", R"({"to":"bob"})").why.rule == "no");
}

TEST_CASE("policy rules: a grant answers an ask, until it expires, and nothing else") {
  const std::string grants =
      R"("grants": [{"id": "g", "match": {"tools": "fs__*"}, "when": {"args.path": {"under": "/srv"}},
    "origin": {"by": "ada"}, "expires": "2026-12-01T00:00:00Z"}], )";
  Stage stage(rules(R"({"id": "a", "match": {"tools": "fs__write"}, "then": "ask"},
    {"id": "l", "match": {"tools": "fs__lock"}, "then": "ask", "locked": true},
    {"id": "o", "match": {"tools": "fs__oob"}, "then": "ask", "approve": {"assurance": "out-of-band"}},
    {"id": "d", "match": {"tools": "fs__deny"}, "then": "deny"})",
                    grants + R"("permissions": {"ask": ["fs__listed"]}, )"));
  stage.clock.start = *parse_rfc3339("2026-11-18T10:00:00Z");
  const char* inside = R"({"path":"/srv/x"})";
  CHECK(stage.decide("write", inside) == Decision::allow);
  CHECK(stage.decide("write", R"({"path":"/etc/x"})") == Decision::hold);
  CHECK(stage.decide("write", R"({"path":7})") == Decision::hold);
  CHECK(stage.decide("listed", inside) == Decision::allow);
  CHECK(stage.decide("lock", inside) == Decision::hold);
  CHECK(stage.decide("oob", inside) == Decision::hold);
  CHECK(stage.decide("deny", inside) == Decision::deny);
  CHECK(stage.decide("delete_x", inside) == Decision::hold);  // destructive: out of band
  stage.clock.start = *parse_rfc3339("2026-12-01T00:00:00Z");
  CHECK(stage.decide("write", inside) == Decision::hold);
}

TEST_CASE("policy rules: where nobody can answer, asking is refusing") {
  Stage stage(rules(R"({"id": "a", "match": {"tools": "fs__write"}, "then": "ask"})",
                    R"("profiles": {"ci": {"ask": "deny"}}, )"),
              {.profile = "ci"});
  CHECK(stage.decide("write") == Decision::deny);
  CHECK(stage.decide("delete_x") == Decision::deny);
}

TEST_CASE("policy rules: results are blanked out, withheld or remarked upon") {
  Stage stage(
      rules(R"({"id": "key", "when": {"result.text": {"regex": "sk-prod-[a-z0-9]{8}"}}, "then": "redact"},
    {"id": "iep", "match": {"tools": "fs__school"}, "when": {"result.text": {"contains": "IEP"}}, "then": "suppress"},
    {"id": "err", "when": {"result.isError": {"eq": true}}, "then": "warn"},
    {"id": "num", "match": {"tools": "fs__n"}, "when": {"result.structured.n": {"gt": 5}}, "then": "suppress"})"));
  const auto redacted = stage.judge(
      "write_it", "{}",
      R"({"content":[{"type":"text","text":"key sk-prod-abcd1234 here"}],"structuredContent":{"k":"sk-prod-abcd1234","n":1.50}})");
  CHECK(redacted.result_decision == Decision::redact);
  CHECK(
      redacted.result ==
      R"({"content":[{"type":"text","text":"key [redacted] here"}],"structuredContent":{"k":"[redacted]","n":1.50}})");
  const char* school = R"({"content":[{"type":"text","text":"student has an IEP"}]})";
  CHECK(stage.judge("school", "{}", school).result_decision == Decision::suppress);
  CHECK(stage.judge("other", "{}", school).result_decision == Decision::allow);
  const auto failed = stage.judge("x", "{}", R"({"content":[],"isError":true})");
  REQUIRE(failed.taken.size() == 1);
  CHECK(failed.taken[0].second.rule == "err");
  CHECK(stage.judge("n", "{}", R"({"content":[],"structuredContent":{"n":6}})").result_decision ==
        Decision::suppress);
  CHECK(stage.judge("n", "{}", R"({"content":[],"structuredContent":{"n":"6"}})").result_decision ==
        Decision::suppress);
  CHECK(stage.judge("n", "{}", R"({"content":[],"structuredContent":{"n":5}})").result_decision ==
        Decision::allow);
}

TEST_CASE("policy rules: what is unconditionally denied is not listed") {
  Stage stage(rules(R"({"id": "a", "match": {"tools": "fs__a"}, "then": "deny"},
    {"id": "b", "match": {"tools": "fs__b"}, "when": {"args.x": {"eq": 1}}, "then": "deny"},
    {"id": "c", "mode": "observe", "match": {"tools": "fs__c"}, "then": "deny"})",
                    R"("guards": {"policy": {"tools": {"fs__d": {"access": "deny"}}}}, )"));
  CHECK_FALSE(stage.chain->lists(*some_tool("fs", "a")));
  CHECK(stage.chain->lists(*some_tool("fs", "b")));
  CHECK(stage.chain->lists(*some_tool("fs", "c")));
  CHECK_FALSE(stage.chain->lists(*some_tool("fs", "d")));
}

TEST_CASE("policy rules: reasons say values back, without secrets and not at length") {
  Stage stage(rules(
      R"({"id": "r", "then": "deny", "reason": "No ${args.text} for ${args.none} or ${args.api_key}"})"));
  const auto judged = stage.judge("x", R"({"text":"see AKIAABCDEFGHIJKLMNOP","api_key":"hunter22"})");
  CHECK(judged.why.reason.find("AKIA") == std::string::npos);
  CHECK(judged.why.reason.find("hunter22") == std::string::npos);
  CHECK(judged.why.reason.find("for ? or") != std::string::npos);
  const auto at_length = stage.judge("x", "{\"text\":\"" + std::string(5000, 'x') + "\"}");
  CHECK(at_length.why.reason.size() < 600);
}
