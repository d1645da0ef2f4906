#include "core/guard/render.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

using namespace callgate;
using namespace callgate::guard;
using Json = nlohmann::json;

namespace {

Json parsed(const Bytes& result) {
  return Json::parse(result.view());
}
Json parsed_meta(const Notice& notice) {
  return Json::parse("{" + verdict_meta(notice) + "}")["dev.callgate/verdict"];
}

const Finding kWhy{"policy", "writes-stay", "policy_deny", "It writes to \"/etc\".", "Write below /srv."};

}  // namespace

TEST_CASE("a denial is a tool error whose text says what, why and what instead") {
  const Json result = parsed(denied_result(notice_of("c7", Decision::deny, kWhy), false));
  CHECK(result == Json::parse(R"json({
    "content": [{"type": "text", "text": "Refused: It writes to \"/etc\". Nothing was executed. Write below /srv."}],
    "isError": true,
    "_meta": {"dev.callgate/verdict": {"decision": "deny", "guard": "policy", "rule": "writes-stay",
      "code": "policy_deny", "reason": "It writes to \"/etc\".", "callId": "c7"}}})json"));
  CHECK(parsed(denied_result(notice_of("c7", Decision::deny, kWhy), true))["resultType"] == "complete");
}

TEST_CASE("a limit says when to try again, and guidance guides") {
  Notice notice = notice_of("c7", Decision::deny, {"budget", "", "rate", "Too many calls.", ""});
  notice.retry_after = Millis{1500};
  CHECK(parsed_meta(notice)["retryAfterMs"] == 1500);
  CHECK_FALSE(parsed_meta(notice).contains("rule"));
  CHECK(parsed(denied_result(notice, false))["content"][0]["text"] ==
        "Refused: Too many calls. Nothing was executed. It may be tried again in 1500 ms.");
  const Notice guidance =
      notice_of("c7", Decision::rewrite, {"loops", "", "x", "You asked this before.", "Answer now."});
  CHECK(parsed(denied_result(guidance, false))["content"][0]["text"] ==
        "Not executed: You asked this before. Answer now.");
}

TEST_CASE("a held call tells the model what the user has to do") {
  Notice notice =
      notice_of("c7", Decision::hold, {"policy", "permissions.ask[0]", "policy_ask", "It deletes.", ""});
  notice.held = HeldFor{"K7Q2", "abcd", "pending", WallTime{Millis{1000}}, "callgate approve K7Q2", ""};
  const Json result = parsed(held_result(notice, false));
  CHECK(result["isError"] == true);
  CHECK(result["content"][0]["text"] ==
        "Held for approval K7Q2: It deletes. Nothing was executed. Ask the user to run `callgate approve "
        "K7Q2`. "
        "Then call this tool again with exactly the same arguments.");
  CHECK(result["_meta"]["dev.callgate/verdict"]["approval"] ==
        Json::parse(
            R"({"id": "K7Q2", "digest": "abcd", "state": "pending", "expiresAt": "1970-01-01T00:00:01.000Z",
                        "command": "callgate approve K7Q2"})"));
  notice.held->url = "http://127.0.0.1:7717/a/K7Q2";
  const Json with_url = parsed(held_result(notice, true));
  CHECK(with_url["_meta"]["dev.callgate/verdict"]["approval"]["url"] == "http://127.0.0.1:7717/a/K7Q2");
  CHECK(with_url["content"][0]["text"].get<std::string>().find(
            "Ask the user to open http://127.0.0.1:7717/a/K7Q2 (or run `callgate approve K7Q2`).") !=
        std::string::npos);
}

TEST_CASE("a withheld result says first that the call ran") {
  const Json result = parsed(withheld_result(notice_of("c7", Decision::suppress, kWhy), false));
  CHECK(result["content"][0]["text"].get<std::string>().starts_with("The call ran; its result is withheld"));
  CHECK(result["_meta"]["dev.callgate/verdict"]["decision"] == "suppress");
}

TEST_CASE("an answer from memory says how old it is and whose it was") {
  Notice notice = notice_of("c9", Decision::cache, {"cache", "", "cache_hit", "From memory.", ""});
  notice.age = Millis{400};
  notice.of = "c7";
  CHECK(parsed_meta(notice)["ageMs"] == 400);
  CHECK(parsed_meta(notice)["of"] == "c7");
}

TEST_CASE("the strictest decision is named, the others once each") {
  const std::vector<std::pair<Decision, Finding>> taken{{Decision::warn, {"a", "", "odd", "", ""}},
                                                        {Decision::repair, {"b", "", "coerced", "", ""}},
                                                        {Decision::warn, {"c", "", "odder", "", ""}}};
  const Notice redacted = notice_of("c1", Decision::redact, {"secrets", "", "secret", "", ""}, taken);
  CHECK(redacted.decision == Decision::redact);
  CHECK(redacted.also == std::vector{Decision::warn, Decision::repair});
  const Notice allowed = notice_of("c1", Decision::allow, {}, taken);
  CHECK(allowed.decision == Decision::repair);
  CHECK(allowed.why.guard == "b");
  CHECK(allowed.also == std::vector{Decision::warn});
  CHECK(notice_of("c1", Decision::allow, {}).also.empty());
}

TEST_CASE("whatever the texts hold, the result is JSON") {
  const Finding why{"p", "r\"\\", "c", "line\nbreak \x01 \xff quote\"", "\xE2\x80\xA8"};
  const Bytes result = denied_result(notice_of("c\"", Decision::deny, why), false);
  CHECK(Json::accept(result.view()));
  CHECK(result.view().find('\n') == std::string_view::npos);
}
