#include "gateway/questions.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

using namespace callgate;
using namespace callgate::questions;
using Tree = nlohmann::json;

namespace {

constexpr std::string_view kRoots = "roots/list", kSampling = "sampling/createMessage",
                           kElicitation = "elicitation/create";

Tree modern(std::string_view method, std::string_view params, std::string_view label = "[s] ") {
  return Tree::parse(for_modern_host(method, params, label));
}

Tree legacy(std::string_view method, std::string_view params, std::string_view label = "[s] ") {
  return Tree::parse(for_legacy_host(method, params, label));
}

}  // namespace

TEST_SUITE("questions") {
  TEST_CASE("three methods ask") {
    CHECK(is_question(kRoots));
    CHECK(is_question(kSampling));
    CHECK(is_question(kElicitation));
    for (const char* other : {"", "ping", "elicitation/Create", "notifications/elicitation/complete"}) {
      CHECK(!is_question(other));
    }
  }

  TEST_CASE("who did not declare a capability is not asked") {
    for (const std::string_view method : {kRoots, kSampling, kElicitation}) {
      CHECK(unaskable(method, "{}", "{}").code == -32601);
      CHECK(unaskable(method, "", "").code == -32601);
      CHECK(unaskable(method, "{}", R"({"roots":null,"sampling":true,"elicitation":[]})").code == -32601);
      CHECK(!unaskable(method, "{}", R"({"roots":{},"sampling":{},"elicitation":{}})"));
    }
  }

  TEST_CASE("sampling with tools needs its own declaration") {
    for (const char* params : {R"({"tools":[]})", R"({"toolChoice":{}})"}) {
      CHECK(unaskable(kSampling, params, R"({"sampling":{}})").code == -32602);
      CHECK(!unaskable(kSampling, params, R"({"sampling":{"tools":{}}})"));
    }
    CHECK(!unaskable(kSampling, R"({"messages":[]})", R"({"sampling":{}})"));
  }

  TEST_CASE("the modes of elicitation: none named means form") {
    const std::string form = R"({"mode":"form","message":"m"})", url = R"({"mode":"url","message":"m"})",
                      bare = R"({"message":"m"})";
    const auto code = [](std::string_view params, std::string_view elicitation) {
      return unaskable(kElicitation, params, "{\"elicitation\":" + std::string(elicitation) + "}").code;
    };
    for (const std::string& params : {form, bare}) {
      CHECK(code(params, "{}") == 0);
      CHECK(code(params, R"({"form":{}})") == 0);
      CHECK(code(params, R"({"form":{},"url":{}})") == 0);
      CHECK(code(params, R"({"url":{}})") == -32602);
    }
    CHECK(code(url, "{}") == -32602);
    CHECK(code(url, R"({"form":{}})") == -32602);
    CHECK(code(url, R"({"url":{}})") == 0);
  }

  TEST_CASE("a modern host gets a labelled message, the mode spelled out, and nothing of the old session") {
    CHECK(
        modern(
            kElicitation,
            R"({"message":"Name?","requestedSchema":{"type":"object"},"_meta":{"progressToken":1},"task":{}})") ==
        Tree::parse(R"({"mode":"form","message":"[s] Name?","requestedSchema":{"type":"object"}})"));
    CHECK(modern(kElicitation, R"({"elicitationId":"e","mode":"url","url":"https://x","message":""})") ==
          Tree::parse(R"({"mode":"url","url":"https://x","message":"[s] "})"));
    CHECK(modern(kSampling, R"({"message":"kept","_meta":{},"maxTokens":1})") ==
          Tree::parse(R"({"message":"kept","maxTokens":1})"));
    CHECK(modern(kRoots, "") == Tree::object());
    CHECK(modern(kRoots, R"({"_meta":{"progressToken":1}})") == Tree::object());
  }

  TEST_CASE("a legacy host gets an elicitationId where the mode is url") {
    const Tree asked = legacy(kElicitation, R"({"mode":"url","url":"https://x","message":"m"})");
    CHECK(asked["message"] == "[s] m");
    CHECK(asked["elicitationId"].get<std::string>().size() == 32);
    CHECK(legacy(kElicitation, R"({"mode":"url","elicitationId":"own","message":"m"})")["elicitationId"] ==
          "own");
    CHECK(!legacy(kElicitation, R"({"message":"m"})").contains("elicitationId"));
    CHECK(legacy(kSampling, R"({"message":"m"})")["message"] == "m");
    CHECK(for_legacy_host(kRoots, "", "[s] ").empty());
  }

  TEST_CASE(
      "a label with odd characters stays inside its string, and escapes in the message stay as they are") {
    const std::string asked =
        for_modern_host(kElicitation, R"({"mode":"form","message":"\u0041\"b\""})", "[a\"b\\] ");
    CHECK(asked == R"({"mode":"form","message":"[a\"b\\] \u0041\"b\""})");
    CHECK(Tree::parse(asked)["message"] == "[a\"b\\] A\"b\"");
    CHECK(for_modern_host(kElicitation, R"({"mode":"form","message":"m"})", "") ==
          R"({"mode":"form","message":"m"})");
    CHECK(modern(kElicitation, R"({"mode":"form","message":7})")["message"] == 7);
  }

  TEST_CASE("a question that is passed on changes in its message only") {
    const auto passed = [](const std::string& text) {
      const Bytes line = Bytes::copy(text);
      const rpc::Message question = rpc::read(line, json::scan(line.view())).message;
      json::Edits edits;
      pass_on(question, "[s] ", edits);
      return json::apply(line.view(), edits);
    };
    CHECK(
        passed(
            R"({"jsonrpc":"2.0","id":3,"method":"elicitation/create","params":{ "x":[{"message":"no"}], "message" : "m" }})") ==
        R"({"jsonrpc":"2.0","id":3,"method":"elicitation/create","params":{ "x":[{"message":"no"}], "message" : "[s] m" }})");
    for (const char* same : {R"({"jsonrpc":"2.0","id":3,"method":"elicitation/create"})",
                             R"({"jsonrpc":"2.0","id":3,"method":"roots/list","params":{"message":"m"}})"}) {
      CHECK(passed(same) == same);
    }
  }
}
