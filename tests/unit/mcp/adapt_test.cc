#include "core/mcp/adapt.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

using namespace callgate;
using namespace callgate::mcp;
using Tree = nlohmann::json;

namespace {

constexpr Revision kRevisions[] = {Revision::v2024_11_05, Revision::v2025_03_26, Revision::v2025_06_18,
                                   Revision::v2025_11_25, Revision::v2026_07_28};

rpc::Message answer(const std::string& member) {
  const Bytes line = Bytes::copy(R"({"jsonrpc":"2.0","id":1,)" + member + "}");
  const rpc::Reading reading = rpc::read(line, json::scan(line.view()));
  REQUIRE(reading.fault.code == 0);
  return reading.message;
}

std::string adapted(const rpc::Message& message, const Adaptation& adaptation) {
  json::Edits edits;
  if (message.kind() == rpc::Kind::result) {
    adapt_result(message, adaptation, edits);
  } else {
    adapt_error(message, adaptation, edits);
  }
  json::sort(edits);
  const std::string line = json::apply(message.line().view(), edits);
  CAPTURE(line);
  // No key twice at the places that are looked at.
  REQUIRE(json::scan(line).refused == json::Refused::no);
  return line;
}

Tree result(const std::string& text, const Adaptation& adaptation) {
  return Tree::parse(adapted(answer("\"result\":" + text), adaptation))["result"];
}

Adaptation between(Revision server, Revision host, AnswerTo to = AnswerTo::other) {
  Adaptation adaptation;
  adaptation.server = server;
  adaptation.host = host;
  adaptation.to = to;
  return adaptation;
}

int code_after(int code, const Adaptation& adaptation) {
  const std::string member = "\"error\":{\"message\":\"m\",\"code\":" + std::to_string(code) + "}";
  return Tree::parse(adapted(answer(member), adaptation))["error"]["code"];
}

}  // namespace

TEST_SUITE("adapt") {
  TEST_CASE("nothing to do: not a byte changes") {
    const std::string line = R"("result": { "content" : [ ] , "x":1.0 })";
    for (const Revision host : {Revision::v2024_11_05, Revision::v2025_11_25}) {
      const rpc::Message message = answer(line);
      CHECK(adapted(message, between(kNewestLegacy, host, AnswerTo::call)) == message.line().view());
    }
    const rpc::Message modern = answer(R"("result":{"resultType":"complete","tools":[]})");
    CHECK(adapted(modern, between(kModern, kModern)) == modern.line().view());
  }

  TEST_CASE("resultType comes for a modern host and goes for a legacy one") {
    CHECK(result("{}", between(kNewestLegacy, kModern)) == Tree::parse(R"({"resultType":"complete"})"));
    CHECK(result(R"({"a":1})", between(kNewestLegacy, kModern)) ==
          Tree::parse(R"({"resultType":"complete","a":1})"));
    CHECK(result(R"({"resultType":"complete"})", between(kModern, kNewestLegacy)) == Tree::object());
    CHECK(result(R"({"a":1,"resultType":"complete"})", between(kModern, kNewestLegacy)) ==
          Tree::parse(R"({"a":1})"));
    CHECK(result(R"({"resultType":"input_required"})", between(kModern, kModern))["resultType"] ==
          "input_required");
  }

  TEST_CASE("a modern read says how long it holds, in its server's words if it has any") {
    const Adaptation read = between(kNewestLegacy, kModern, AnswerTo::read);
    CHECK(result(R"({"contents":[]})", read) ==
          Tree::parse(R"({"resultType":"complete","ttlMs":0,"cacheScope":"private","contents":[]})"));
    const std::string own =
        adapted(answer(R"("result":{"contents":[],"ttlMs":5,"cacheScope":"public"})"), read);
    CHECK(own.find("\"ttlMs\"") == own.rfind("\"ttlMs\""));
    CHECK(own.find("\"cacheScope\"") == own.rfind("\"cacheScope\""));
    CHECK(Tree::parse(own)["result"]["ttlMs"] == 5);
  }

  TEST_CASE("our own members come in, a server's pretended ones go") {
    Adaptation adaptation = between(kNewestLegacy, kNewestLegacy);
    CHECK(result(R"({"_meta":{"dev.callgate/verdict":1,"a":2}})", adaptation) ==
          Tree::parse(R"({"_meta":{"a":2}})"));
    adaptation.meta = "\"dev.callgate/verdict\":{\"d\":1}";
    const Tree ours = {{"d", 1}};
    CHECK(result("{}", adaptation)["_meta"]["dev.callgate/verdict"] == ours);
    CHECK(result(R"({"_meta":{}})", adaptation)["_meta"]["dev.callgate/verdict"] == ours);
    const Tree both =
        result(R"({"_meta":{"dev.callgate/verdict":7,"dev.callgate/x":1,"a":2},"b":3})", adaptation);
    CHECK(both == Tree::parse(R"({"_meta":{"dev.callgate/verdict":{"d":1},"a":2},"b":3})"));
  }

  TEST_CASE("a _meta that is no object is replaced, never doubled") {
    Adaptation adaptation = between(kModern, kNewestLegacy);
    adaptation.meta = "\"dev.callgate/verdict\":1";
    for (const char* odd : {"null", "7", "[]", "\"x\""}) {
      CAPTURE(odd);
      const std::string line = adapted(
          answer("\"result\":{\"resultType\":\"complete\",\"_meta\":" + std::string(odd) + ",\"a\":1}"),
          adaptation);
      CHECK(line.find("_meta") == line.rfind("_meta"));
      CHECK(Tree::parse(line)["result"] == Tree::parse(R"({"_meta":{"dev.callgate/verdict":1},"a":1})"));
    }
  }

  TEST_CASE("content that a host's revision does not know becomes text") {
    const std::string content =
        R"({"content":[{"type":"text","text":"t"},{"type":"audio","data":"AAAA","mimeType":"audio/wav"},)"
        R"({"uri":"f://x","type":"resource_link","name":"n","title":"T","description":"d \"q\""},{"type":"image","data":""}]})";
    for (const Revision host : kRevisions) {
      const Tree blocks = result(content, between(kNewestLegacy, host, AnswerTo::call))["content"];
      REQUIRE(blocks.size() == 4);
      CHECK(blocks[0]["text"] == "t");
      CHECK(blocks[1]["type"] == (host < Revision::v2025_03_26 ? "text" : "audio"));
      CHECK(blocks[2]["type"] == (host < Revision::v2025_06_18 ? "text" : "resource_link"));
      CHECK(blocks[3]["type"] == "image");
    }
    const Tree old =
        result(content, between(kNewestLegacy, Revision::v2024_11_05, AnswerTo::call))["content"];
    CHECK(old[1]["text"] ==
          "[audio, audio/wav, 4 characters of base64; this protocol revision has no audio]");
    CHECK(old[2]["text"] == "Resource: f://x\nT\nn\nd \"q\"");
  }

  TEST_CASE("a prompt's messages are looked through, other answers are not") {
    const std::string prompt =
        R"({"messages":[{"role":"user","content":{"type":"audio","data":"","mimeType":"m"}},)"
        R"({"role":"user","content":{"type":"text","text":"t"}},{"role":"user"}]})";
    const Tree messages =
        result(prompt, between(kNewestLegacy, Revision::v2024_11_05, AnswerTo::prompt))["messages"];
    CHECK(messages[0]["content"]["type"] == "text");
    CHECK(messages[1]["content"]["text"] == "t");
    const std::string other = R"({"content":[{"type":"audio","data":"","mimeType":"m"}]})";
    CHECK(result(other, between(kNewestLegacy, Revision::v2024_11_05, AnswerTo::other)) ==
          Tree::parse(other));
    for (const char* odd : {R"({"content":7})", R"({"content":[7,null,[]]})", R"({"content":{}})"}) {
      CHECK(result(odd, between(kNewestLegacy, Revision::v2024_11_05, AnswerTo::call)) == Tree::parse(odd));
    }
  }

  TEST_CASE("several changes at once, wherever the members stand") {
    Adaptation adaptation = between(kModern, Revision::v2024_11_05, AnswerTo::call);
    adaptation.meta = "\"dev.callgate/verdict\":1";
    const std::string members[] = {R"("resultType":"complete")",
                                   R"("content":[{"type":"audio","data":"","mimeType":"m"}])",
                                   R"("_meta":{"dev.callgate/x":1})"};
    int order[] = {0, 1, 2};
    do {
      const Tree tree = result(
          "{" + members[order[0]] + "," + members[order[1]] + " , " + members[order[2]] + "}", adaptation);
      CHECK(tree.size() == 2);
      CHECK(tree["content"][0]["type"] == "text");
      CHECK(tree["_meta"] == Tree::parse(R"({"dev.callgate/verdict":1})"));
    } while (std::next_permutation(std::begin(order), std::end(order)));
  }

  TEST_CASE("the code of a missing resource follows the host's era") {
    CHECK(code_after(-32002, between(kNewestLegacy, kModern, AnswerTo::read)) == -32602);
    CHECK(code_after(-32602, between(kModern, kNewestLegacy, AnswerTo::read)) == -32002);
    CHECK(code_after(-32602, between(kNewestLegacy, kNewestLegacy, AnswerTo::read)) == -32602);
    CHECK(code_after(-32002, between(kNewestLegacy, kNewestLegacy, AnswerTo::read)) == -32002);
    CHECK(code_after(-32002, between(kNewestLegacy, kModern, AnswerTo::call)) == -32002);
    CHECK(code_after(-32603, between(kNewestLegacy, kModern, AnswerTo::read)) == -32603);
    CHECK(code_after(-32602, between(kModern, kModern, AnswerTo::read)) == -32602);
  }

  TEST_CASE("results of our own") {
    CHECK(Tree::parse(own_info())["name"] == "callgate");
    const Tree plain = Tree::parse(modern_result(""));
    CHECK(plain["resultType"] == "complete");
    CHECK(plain["_meta"]["io.modelcontextprotocol/serverInfo"]["name"] == "callgate");
    CHECK(Tree::parse(modern_result("\"tools\":[]"))["tools"] == Tree::array());
  }
}
