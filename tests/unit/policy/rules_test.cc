// Rules, sets and grants as files write them, and what a later file may do to them.
#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "read_rules.h"

using namespace callgate;
using namespace callgate::policy;

namespace {

std::string file_of(const std::string& name) {
  std::ifstream file(std::string(CALLGATE_SOURCE_DIR) + "/tests/policies/" + name);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

Rule rule_of(const std::string& members) {
  const Policy policy = policy_of({R"({"sets": {"s": ["a"]}, "rules": [{"id": "r", )" + members + "}]}"});
  REQUIRE(policy.rules.size() == 1);
  return policy.rules[0];
}

std::string errors_of_rule(const std::string& members) {
  return errors_of({R"({"rules": [{"id": "r", )" + members + "}]}"});
}

}  // namespace

TEST_CASE("rules: the example of the documents is read as it stands") {
  const Policy policy = policy_of({file_of("example.jsonc")});
  REQUIRE(policy.rules.size() == 14);
  const auto rule = [&](const std::string& id) -> const Rule& {
    const auto found = std::ranges::find(policy.rules, id, &Rule::id);
    REQUIRE(found != policy.rules.end());
    return *found;
  };
  const Rule& destructive = rule("destructive-needs-human");
  CHECK(destructive.match.destructive == true);
  CHECK(destructive.obligations.approve->assurance == guard::Assurance::out_of_band);
  CHECK(destructive.obligations.approve->scopes == ApproveRule::once);
  const Rule& payments = rule("payments");
  CHECK(payments.effect == guard::Effect::destructive);
  CHECK(payments.once);
  CHECK(payments.then.cases.size() == 2);
  CHECK(payments.then.cases[0].ruling == Ruling::allow);
  CHECK(payments.then.cases[1].ruling == Ruling::ask);
  CHECK(payments.obligations.budget->id == "spend");
  CHECK(payments.obligations.budget->sum->text == "args.amount");
  CHECK(payments.obligations.budget->max == "50000");
  CHECK(payments.obligations.budget->per == Millis(24 * 3'600'000));
  REQUIRE(payments.obligations.idempotency->keys.size() == 2);
  CHECK(payments.obligations.idempotency->keys[0].field->text == "args.idempotency_key");
  CHECK_FALSE(payments.obligations.idempotency->keys[1].field.has_value());
  const Rule& push = rule("push-after-status");
  CHECK(push.obligations.prior->tools == std::vector<std::string>{"git__status"});
  CHECK(push.obligations.prior->within == Millis(600'000));
  CHECK(push.otherwise.cases[0].ruling == Ruling::deny);
  const Rule& window = rule("deploy-window");
  CHECK(window.obligations.active->days == 0x0F);
  CHECK(window.obligations.active->from == 540);
  CHECK(window.obligations.active->tz == "Europe/London");
  const Rule& rate = rule("github-rate");
  REQUIRE(rate.obligations.limits.size() == 2);
  CHECK(rate.obligations.limits[0].calls == 60);
  CHECK(rate.obligations.limits[1].concurrent == 4);
  CHECK(rate.obligations.limits[0].by[0].what == Apart::What::server);
  const Rule& output = rule("trim-and-clean-output");
  CHECK(output.obligations.output->max_bytes == 200'000);
  CHECK(output.obligations.output->on_exceed == OutputRule::OnExceed::spill);
  CHECK(output.obligations.redact->in_ledger);
  CHECK(output.obligations.redact->with == "[redacted:{kind}]");
  CHECK(rule("cache-reads").obligations.cache->ttl == Millis(30'000));
  CHECK(rule("clamp-search").obligations.rewrite->clamp[0].max == "50");
  CHECK(rule("clamp-search").obligations.rewrite->remove[0].text == "args.include_deleted");
  CHECK(rule("corp-dlp").obligations.hook->timeout == Millis(2000));
  CHECK(rule("corp-dlp").where == "a:88:5");
  CHECK(policy_of({file_of("example.jsonc")}, {.profile = "ci"}).ask_denies);
}

TEST_CASE("rules: what belongs together, and what does not") {
  CHECK(errors_of_rule(R"("match": {"tools": "x"})").find("decides nothing and demands nothing") !=
        std::string::npos);
  CHECK(errors_of_rule(R"("then": "deny", "else": "ask")").find("never happens") != std::string::npos);
  CHECK(errors_of_rule(R"("when": {"result.text": {"contains": "x"}}, "then": "deny")")
            .find("the call has run") != std::string::npos);
  CHECK(errors_of_rule(R"("when": {"result.text": {"contains": "x"}}, "then": "warn", "limit": {"calls": 1})")
            .empty() == false);
  CHECK(errors_of_rule(R"("limit": {"calls": 1, "concurrent": 2})").find("either") != std::string::npos);
  CHECK(errors_of_rule(R"("rewrite": {"clamp": {"args.n": {"min": 5, "max": 1}}})").find("larger") !=
        std::string::npos);
  CHECK(errors_of_rule(R"("then": "deny", "reason": "no ${workspce}")").find("stands for nothing") !=
        std::string::npos);
  CHECK(errors_of_rule(R"("thn": "deny")").find("did you mean \"then\"?") != std::string::npos);
  CHECK(errors_of_rule(R"("then": "denny")").find("must be") != std::string::npos);
  CHECK(errors_of_rule(R"("match": {"tool": "x"}, "then": "deny")").find("did you mean \"tools\"?") !=
        std::string::npos);
  CHECK(errors_of_rule(R"("then": "ask", "active": {"from": "9:00"})").find("09:30") != std::string::npos);
  CHECK(errors_of({R"({"rules": [{"id": "r", "then": "deny"}, {"id": "r", "then": "ask"}]})"})
            .find("is there twice") != std::string::npos);
  CHECK(rule_of(R"("then": "suppress")").on_result);
  CHECK(rule_of(R"("effect": "irreversible")").obligations.approve->assurance ==
        guard::Assurance::out_of_band);
}

TEST_CASE("rules: all errors at once, also of profiles that were not chosen") {
  const std::string found = errors_of({R"({
  "rules": [{"id": "a", "when": {"args.x": {"regex": "("}}, "then": "deny"},
            {"id": "b", "when": {"args.x": {"in": "@none"}}, "then": "deny"}],
  "profiles": {"p": {"rules": [{"id": "c", "then": "nope"}]}}})"});
  CHECK(std::count(found.begin(), found.end(), '\n') == 3);
}

TEST_CASE("rules: a profile adds its own") {
  const std::string file = R"({"rules": [{"id": "a", "then": "ask"}],
    "profiles": {"p": {"rules": [{"id": "b", "then": "deny"}], "guards": {"policy": {"environment": "prod"}}}}})";
  CHECK(policy_of({file}).rules.size() == 1);
  CHECK(policy_of({file}, {.profile = "p"}).rules.size() == 2);
  CHECK(policy_of({file}, {.profile = "p"}).guards.policy.environment == "prod");
}

TEST_CASE("rules: a later file may tighten, and loosen only what an earlier one names") {
  const std::string first = R"({"sets": {"s": ["a"]}, "mayLoosen": ["open"], "rules": [
    {"id": "open", "then": "ask"}, {"id": "shut", "then": "ask"}, {"id": "nailed", "then": "ask", "locked": true}]})";
  const auto later = [&](const std::string& rule) {
    return errors_of({first, "{\"rules\": [{" + rule + "}]}"});
  };
  CHECK(later(R"("id": "x", "when": {"args.a": {"in": "@s"}}, "then": "deny")") == "");
  CHECK(later(R"("id": "x", "limit": {"calls": 5})") == "");
  CHECK(later(R"("id": "x", "effect": "destructive")") == "");
  CHECK(later(R"("id": "open", "then": "allow")") == "");
  CHECK(policy_of({first, R"({"rules": [{"id": "open", "then": "allow"}]})"}).rules.size() == 3);
  for (const char* loose :
       {R"("id": "x", "then": "allow")", R"("id": "x", "then": {"if": {"args.a": {"eq": 1}}, "do": "allow"})",
        R"("id": "x", "cache": {})", R"("id": "x", "effect": "read")",
        R"("id": "x", "rewrite": {"set": {"args.a": 1}})", R"("id": "shut", "then": "deny")",
        R"("id": "nailed", "then": "deny")"}) {
    CAPTURE(loose);
    const std::string found = later(loose);
    CHECK(found.starts_with("b:"));
    CHECK(std::count(found.begin(), found.end(), '\n') == 1);
  }
  CHECK(errors_of({first, R"({"sets": {"s": ["b"]}})"}).find("differs from that of an earlier file") !=
        std::string::npos);
}

TEST_CASE("rules: a later file may redact more, and exempt nothing") {
  const auto with = [](const std::string& redact, const std::string& first = "") {
    return errors_of(
        {"{" + first + "}", R"({"rules": [{"id": "r", "match": {"server": "vault"}, )" + redact + "}]}"});
  };
  CHECK(with(R"("redact": {"in": []})").find("it exempts from redaction") != std::string::npos);
  CHECK(with(R"("redact": {"in": [], "detect": ["secrets"]})").find("loosens") != std::string::npos);
  CHECK(with(R"("redact": {"in": []})", R"("mayLoosen": ["r"])") == "");
  CHECK(with(R"("redact": {"in": []}, "mode": "off")") == "");
  for (const char* place : {"args", "result", "ledger"})
    CHECK(with(R"("redact": {"in": [")" + std::string(place) + "\"]}") == "");
}

TEST_CASE("rules: grants say where they come from and when they end") {
  const Policy policy = policy_of({"{}", R"({"grants": [{"id": "g1", "match": {"tools": "fs__write_file"},
    "when": {"args.path": {"under": "/srv"}}, "origin": {"approval": "K7Q2-9F", "by": "ada"},
    "expires": "2026-12-18T10:00:00Z"}]})"});
  REQUIRE(policy.grants.size() == 1);
  CHECK(policy.grants[0].approval == "K7Q2-9F");
  CHECK(rfc3339(policy.grants[0].expires) == "2026-12-18T10:00:00.000Z");
  CHECK(errors_of({R"({"grants": [{"id": "g", "match": {}}]})"}).find("\"expires\" is missing") !=
        std::string::npos);
  CHECK(errors_of({R"({"grants": [{"id": "g", "match": {}, "origin": {}, "expires": "tomorrow"}]})"})
            .find("2026-12-18T10:00:00Z") != std::string::npos);
}
