#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "core/policy/rule.h"
#include "guard_stage.h"

using namespace callgate;
using namespace callgate::guard;
using policy::SecretArgs;
using policy::SecretResults;

namespace {

const auto kTool = some_tool("kv", "put");
constexpr const char* kToken = "ghp_ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghij";

struct Stage : GuardStage {
  Stage() { policy.guards.schema.mode = policy.guards.network.mode = policy.guards.poison.mode = Mode::off; }
  policy::SecretsKnobs& knobs() { return policy.guards.secrets; }
  // What becomes of arguments, and what is sent then.
  std::string args(std::string_view arguments, const policy::Rule* rule = nullptr) {
    open();
    const Underway call(chain, "a", kTool, arguments, rule);
    sent = std::string(call.call.arguments());
    why = {};
    if (const Deny* deny = std::get_if<Deny>(&call.verdict)) return why = deny->why, "deny";
    for (const auto& [decision, finding] : call.passage.taken()) why = finding;
    return call.passage.taken().empty() ? "allow" : std::string(to_string(call.passage.taken()[0].first));
  }
  // What becomes of a result; `back` is what the host gets.
  std::string result(std::string_view text, const policy::Rule* rule = nullptr, mcp::ToolPtr tool = kTool) {
    open();
    Underway call(chain, "r", tool, "{}", rule);
    Amend amend = call.passage.leave(Bytes::copy(text));
    back = std::string(text);
    why = {};
    if (const Finding* finding = finding_of(amend)) why = *finding;
    if (const Replace* replaced = std::get_if<Replace>(&amend)) back = std::string(replaced->result.view());
    CHECK_NOTHROW((void)nlohmann::json::parse(back));
    if (std::holds_alternative<Withhold>(amend)) return "suppress";
    if (!std::holds_alternative<Keep>(amend)) return std::string(to_string(guard::decision_of(amend)));
    return call.passage.taken().empty() ? "allow" : std::string(to_string(call.passage.taken()[0].first));
  }
  std::string sent, back;
  Finding why;
};

policy::Rule redacting(bool in_args, bool in_result, std::vector<std::string> detect = {},
                       std::string with = "") {
  policy::Rule rule;
  rule.id = "clean";
  rule.mode = Mode::enforce;
  auto& redact = rule.obligations.redact.emplace();
  redact.in_args = in_args, redact.in_result = in_result;
  redact.detect = std::move(detect), redact.with = std::move(with);
  return rule;
}

std::string text_of(std::string_view inside) {
  return R"({"content":[{"type":"text","text":")" + std::string(inside) + R"("}]})";
}

}  // namespace

TEST_CASE("secrets: what may not leave with the arguments") {
  Stage s;
  for (const char* arguments :
       {R"({"auth":"Bearer eyJhbGciOiJIUzI1NiJ9.test.sig"})", R"({"key":"AKIAZ3MSJV4WWNKQXYBN"})",
        R"({"c":{"s":{"key":"api_key=sk_test_abcdefghijklmnopqrstuvwxyz"}}})",
        R"({"x":"sk-abcdefghijklmnopqrstuvwxyz123456"})",
        R"({"x":"sk-ant-api03-abcdefghijklmnopqrstuvwxyz0123456789-abcdefg"})",
        R"({"x":["glpat-abcdefghij1234567890"]})", R"({"api_key":"abcdefghijklmnopqrstuvwxyz"})",
        R"({"x":"redis://:hunter2@localhost/0"})", R"({"x":"password: P@ssw0rd!P@ssw0rd!"})",
        R"({"ghp_ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghij":1})",
        R"({"x":"\u0067hp_ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghij"})",
        R"({"x":"{\"api_key\":\"a8f3k2m9x7q1w5z0\"}"})"}) {
    CAPTURE(std::string(arguments));
    CHECK(s.args(arguments) == "deny");
    CHECK(s.why.code == "secret_in_arguments");
    CHECK(s.why.reason.find("hunter2") == std::string::npos);
    CHECK(s.why.reason.find("ghp_") == std::string::npos);
  }
  for (const char* fine :
       {"{}", R"({"x":"the bearer of bad news"})", R"({"x":"Bearer token required"})",
        R"({"max_tokens":"4096","next_page_token":"a1b2c3d4e5f6","monkey":"banana"})",
        R"({"password":"<your-password>"})", R"({"cmd":"export KEY=${KEY}; mkdir -p /a/b"})"}) {
    CAPTURE(std::string(fine));
    CHECK(s.args(fine) == "allow");
  }
  CHECK(s.args(R"({"c":{"s":["x","AKIAZ3MSJV4WWNKQXYBN"]}})") == "deny");
  CHECK(s.why.reason == "The argument c.s[1] of kv__put holds a secret (aws-access-key).");
}

TEST_CASE("secrets: what vendors print in their documentation is none") {
  Stage s;
  for (
      const char* fine :
      {R"({"x":"AKIAIOSFODNN7EXAMPLE"})", R"({"x":"ghp_0123456789abcdefghijklmnopqrstuvwxyz"})",
       R"({"x":"aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"})",
       R"({"x":"FAKE_TOKEN = \"ghp_0123456789abcdefghijklmnopqrstuvwxyz\""})",
       R"({"x":"SECRET = \"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\""})",
       R"({"x":"ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"})", R"({"x":"glpat-12345678901234567890"})",
       R"({"x":"eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U"})"}) {
    CAPTURE(std::string(fine));
    CHECK(s.args(fine) == "allow");
  }
  CHECK(s.args(R"({"x":"xoxb-123456789012-1234567890123-abcdefghijklmnopqrstuvwx"})") == "deny");
  s.knobs().allowlist = {};
  CHECK(s.args(R"({"x":"AKIAIOSFODNN7EXAMPLE"})") == "deny");
}

TEST_CASE("secrets: arguments are sent with blanks, which are no secrets themselves") {
  Stage s;
  s.knobs().args = SecretArgs::redact;
  const std::string arguments = R"({"api_key":"abcdefghijklmnopqrstuvwxyz","t":"see )" + std::string(kToken) +
                                R"(, \"ok\"","n":1.50,"key":"api_key=sk_fake_abcdefghijklmnopqrstuvwxyz"})";
  CHECK(s.args(arguments) == "repair");
  CHECK(
      s.sent ==
      R"({"api_key":"[redacted:generic-secret]","t":"see [redacted:github-token], \"ok\"","n":1.50,"key":"api_key=[redacted:generic-secret]"})");
  s.knobs().style = policy::SecretStyle::hash;
  CHECK(s.args(arguments) == "repair");
  const std::string first = s.sent;
  CHECK(first.find("[redacted:github-token:") != std::string::npos);
  CHECK(s.args(arguments) == "repair");
  CHECK(s.sent == first);
}

TEST_CASE("secrets: warned of, left alone, exempt") {
  Stage s;
  const std::string arguments = R"({"x":")" + std::string(kToken) + R"("})";
  s.knobs().args = SecretArgs::warn;
  CHECK(s.args(arguments) == "warn");
  CHECK(s.sent == arguments);
  s.knobs().args = SecretArgs::off;
  CHECK(s.args(arguments) == "allow");
  s.knobs().args = SecretArgs::deny;
  s.knobs().allowlist = {"a", kToken};
  CHECK(s.args(arguments) == "allow");
  CHECK(s.args(R"({"x":"AKIAZ3MSJV4WWNKQXYBN"})") == "deny");
  s.knobs().allowlist = {"ghp_"};
  CHECK(s.args(arguments) == "deny");
  s.knobs().mode = Mode::observe;
  CHECK(s.args(arguments) == "allow");
}

TEST_CASE("secrets: a rule blanks out, and a rule exempts") {
  Stage s;
  const std::string arguments = R"({"x":")" + std::string(kToken) + R"("})";
  const policy::Rule blank = redacting(true, true, {"github-token"}, "<\"{kind}\\>");
  CHECK(s.args(arguments, &blank) == "repair");
  CHECK(s.sent == R"({"x":"<\"github-token\\>"})");
  CHECK(s.why.rule == "clean");
  CHECK(s.args(R"({"x":"AKIAZ3MSJV4WWNKQXYBN"})", &blank) == "deny");
  const policy::Rule exempt = redacting(false, false);
  CHECK(s.args(arguments, &exempt) == "allow");
  CHECK(s.result(text_of(kToken), &exempt) == "allow");
  policy::Rule observing = redacting(false, false);
  observing.mode = Mode::observe;
  CHECK(s.args(arguments, &observing) == "deny");
  policy::Rule own = redacting(true, true);
  own.obligations.redact->matching = {"CUST-[0-9]+"};
  CHECK(s.args(R"({"x":"for CUST\u002d123, please"})", &own) == "repair");
  CHECK(s.sent == R"({"x":"for [redacted:clean], please"})");
  CHECK(s.result(text_of("CUST-1 and CUST-2"), &own) == "redact");
  CHECK(s.back == text_of("[redacted:clean] and [redacted:clean]"));
}

TEST_CASE("secrets: what comes back has blanks, wherever it stands, and is otherwise untouched") {
  Stage s;
  const std::string token(kToken), blank = "[redacted:github-token]";
  for (
      const char* form :
      {R"({"content":[{"type":"text","text":"a\n$\"b"}],"isError":true})",
       R"({ "content" : [ {"type":"image","data":"AAAA","mimeType":"image/png"}, {"text":"x $","type":"text"} ] })",
       R"({"content":[{"type":"resource","resource":{"uri":"a:b","text":"x=$"}}]})",
       R"({"content":[],"structuredContent":{"a":[{"b":"$"}],"n":1.0}})",
       R"({"contents":[{"uri":"a:b","text":"$"},{"uri":"a:c","text":"$"}]})",
       R"({"messages":[{"role":"user","content":{"type":"text","text":"$"}}]})",
       R"({"messages":[{"role":"user","content":{"type":"resource","resource":{"uri":"a:b","text":"$"}}}]})",
       R"({"description":"$","messages":[]})"}) {
    std::string with = form, without = form;
    for (std::size_t at; (at = with.find('$')) != with.npos;) with.replace(at, 1, token);
    for (std::size_t at; (at = without.find('$')) != without.npos;) without.replace(at, 1, blank);
    CAPTURE(std::string(form));
    CHECK(s.result(with) == "redact");
    CHECK(s.back == without);
  }
  CHECK(s.result(R"({"content":[{"type":"resource","resource":{"uri":"a:b","blob":")" + token + R"("}}]})") ==
        "allow");
  CHECK(s.result(text_of("nothing here")) == "allow");
  CHECK(s.result(text_of(R"({\"password\": \"hunter2hunter2\", \"user\": \"ada\"})")) == "redact");
  CHECK(s.back.find("hunter2") == std::string::npos);
  CHECK(s.back.find("ada") != std::string::npos);
  s.knobs().results = SecretResults::warn;
  CHECK(s.result(text_of(token)) == "warn");
  s.knobs().results = SecretResults::off;
  CHECK(s.result(text_of(token)) == "allow");
  const policy::Rule rule = redacting(false, true);
  CHECK(s.result(text_of(token), &rule) == "redact");
}

TEST_CASE("secrets: a result that would break the tool's output schema is withheld") {
  Stage s;
  const auto tool_with = [](std::string_view property) {
    auto tool = std::make_shared<mcp::Tool>(*kTool);
    tool->definition = Bytes::adopt(
        R"({"name":"put","inputSchema":{"type":"object"},"outputSchema":{"type":"object","properties":{"t":)" +
        std::string(property) + R"(}}})");
    return tool;
  };
  const std::string result = R"({"content":[],"structuredContent":{"t":")" + std::string(kToken) + R"("}})";
  CHECK(s.result(result, nullptr, tool_with(R"({"type":"string"})")) == "redact");
  CHECK(s.result(result, nullptr, tool_with(R"({"type":"string","pattern":"^ghp_"})")) == "suppress");
  CHECK(s.result(result, nullptr, tool_with(R"({"type":"string","minLength":30})")) == "suppress");
  CHECK(s.result(result, nullptr, tool_with(R"({"type":"integer"})")) == "redact");
}

TEST_CASE("secrets: observing changes nothing") {
  Stage s;
  s.knobs().mode = Mode::observe;
  CHECK(s.result(text_of(kToken)) == "allow");
  CHECK(s.back == text_of(kToken));
}
