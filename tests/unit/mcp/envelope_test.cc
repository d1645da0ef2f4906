#include "core/mcp/envelope.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

using namespace callgate;
using namespace callgate::mcp;
using Tree = nlohmann::json;

namespace {

rpc::Message message(std::string text) {
  const Bytes line = Bytes::adopt(std::move(text));
  const rpc::Reading reading = rpc::read(line, json::scan(line.view()));
  REQUIRE(reading.fault.code == 0);
  return reading.message;
}

rpc::Message request_with(const std::string& params) {
  return message(R"({"jsonrpc":"2.0","id":1,"method":"m")" + (params.empty() ? "" : ",\"params\":" + params) +
                 "}");
}

// The params after change_envelope(); the line must still be one that every reader reads alike.
Tree changed(const std::string& params, bool drop, std::string_view added) {
  const rpc::Message asked = request_with(params);
  json::Edits edits;
  change_envelope(asked, drop, added, edits);
  json::sort(edits);
  const std::string line = json::apply(asked.line().view(), edits);
  CAPTURE(line);
  REQUIRE(json::scan(line).refused == json::Refused::no);
  const Tree tree = Tree::parse(line);
  CHECK(tree["id"] == 1);
  CHECK(tree["method"] == "m");
  return tree.contains("params") ? tree["params"] : Tree();
}

}  // namespace

TEST_SUITE("envelope") {
  TEST_CASE("only what can be routed is claimed, as the host wrote it") {
    CHECK(routable_capabilities("{}") == "{}");
    CHECK(routable_capabilities("") == "{}");
    CHECK(
        routable_capabilities(
            R"({"tasks":{},"elicitation":{"url":{}},"experimental":{"x":{}},"roots":{ "listChanged":true}})") ==
        R"({"roots":{ "listChanged":true},"elicitation":{"url":{}}})");
    CHECK(routable_capabilities(R"({"roots":true,"sampling":null})") == "{}");
    CHECK(Tree::parse(bridgeable_capabilities()).size() == 3);
  }

  TEST_CASE("the members of a modern request") {
    const Tree members =
        Tree::parse("{" + envelope_members(R"({"name":"h"})", R"({"roots":{}})", "\"info\"") + "}");
    CHECK(members.size() == 4);
    CHECK(members["io.modelcontextprotocol/protocolVersion"] == "2026-07-28");
    CHECK(members["io.modelcontextprotocol/clientInfo"]["name"] == "h");
    CHECK(members["io.modelcontextprotocol/clientCapabilities"] == Tree{{"roots", Tree::object()}});
    CHECK(members["io.modelcontextprotocol/logLevel"] == "info");
    const Tree least = Tree::parse("{" + envelope_members("", "") + "}");
    CHECK(least.size() == 2);
    CHECK(least["io.modelcontextprotocol/clientCapabilities"] == Tree::object());
  }

  TEST_CASE("params of our own") {
    Declaration declaration;
    CHECK(Tree::parse(enveloped(declaration)).size() == 1);
    declaration.capabilities = R"({"sampling":{}})";
    const Tree params = Tree::parse(enveloped(declaration, "\"cursor\":\"c\""));
    CHECK(params["cursor"] == "c");
    CHECK(params["_meta"]["io.modelcontextprotocol/clientCapabilities"].contains("sampling"));
  }

  TEST_CASE("the gateway's own members go, whoever wrote them") {
    CHECK(changed(R"({"_meta":{"dev.callgate/x":1,"a":2},"name":"n"})", false, "") ==
          Tree::parse(R"({"_meta":{"a":2},"name":"n"})"));
    CHECK(changed(R"({"_meta":{"dev.callgate/x":1}})", false, "\"b\":3") ==
          Tree::parse(R"({"_meta":{"b":3}})"));
    CHECK(changed(R"({"_meta":{"a":2}})", false, "") == Tree::parse(R"({"_meta":{"a":2}})"));
  }

  TEST_CASE("the modern envelope goes when it must, and only then") {
    const std::string params =
        R"({"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","progressToken":1,)"
        R"("io.modelcontextprotocol/clientInfo":{},"io.modelcontextprotocol/clientCapabilities":{},)"
        R"("io.modelcontextprotocol/logLevel":"info","io.modelcontextprotocol/other":7}})";
    CHECK(changed(params, true, "") ==
          Tree::parse(R"({"_meta":{"progressToken":1,"io.modelcontextprotocol/other":7}})"));
    CHECK(changed(params, false, "") == Tree::parse(params));
  }

  TEST_CASE("what comes in gets its surroundings where they are missing") {
    CHECK(changed("", false, "\"a\":1") == Tree::parse(R"({"_meta":{"a":1}})"));
    CHECK(changed("{}", false, "\"a\":1") == Tree::parse(R"({"_meta":{"a":1}})"));
    CHECK(changed(R"({"name":"n"})", false, "\"a\":1") == Tree::parse(R"({"_meta":{"a":1},"name":"n"})"));
    CHECK(changed(R"({"_meta":{}})", false, "\"a\":1") == Tree::parse(R"({"_meta":{"a":1}})"));
    CHECK(changed("", false, "").is_null());
    CHECK(changed("{}", true, "") == Tree::object());
  }

  TEST_CASE("a _meta that is no object is replaced, never doubled") {
    for (const char* odd : {"null", "7", "[]", "\"x\""}) {
      CAPTURE(odd);
      CHECK(changed("{\"_meta\":" + std::string(odd) + ",\"name\":\"n\"}", false, "\"a\":1") ==
            Tree::parse(R"({"_meta":{"a":1},"name":"n"})"));
    }
  }
}
