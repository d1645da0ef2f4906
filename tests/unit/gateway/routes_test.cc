#include <doctest/doctest.h>

#include <set>

#include "core/mcp/methods.h"
#include "gateway/flows.h"
#include "unit/gateway/session_stage.h"

using namespace callgate;
using namespace callgate::test;
using Tree = nlohmann::json;

namespace {

std::string request(int id, const std::string& method, const std::string& params = "") {
  return R"({"jsonrpc":"2.0","id":)" + std::to_string(id) + ",\"method\":" + Tree(method).dump() +
         (params.empty() ? "" : ",\"params\":" + params) + "}";
}

constexpr const char* kEnvelope =
    R"({"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}})";

}  // namespace

TEST_SUITE("routes") {
  TEST_CASE("each method has one route under its own name") {
    std::set<std::string_view> seen;
    for (const std::string_view method :
         {mcp::method::initialize, mcp::method::discover, mcp::method::ping, mcp::method::tools_list,
          mcp::method::tools_call, mcp::method::prompts_list, mcp::method::prompts_get,
          mcp::method::resources_list, mcp::method::templates_list, mcp::method::resources_read,
          mcp::method::resources_subscribe, mcp::method::resources_unsubscribe, mcp::method::complete,
          mcp::method::set_level, mcp::method::listen}) {
      CAPTURE(method);
      const Route* route = route_of(method);
      REQUIRE(route);
      CHECK(route->method == method);
      const bool served = route->serve != nullptr;
      CHECK(served);
      CHECK(seen.insert(method).second);
    }
  }

  TEST_CASE("what only servers ask, and what nobody knows, has none") {
    for (const char* method :
         {"", "tools", "tools/call/", "Tools/call", "roots/list", "sampling/createMessage",
          "elicitation/create", "tasks/get", "notifications/cancelled"}) {
      CHECK(!route_of(method));
    }
  }

  TEST_CASE("a method of the other era is not found") {
    SessionStage stage;
    stage.initialize();
    stage.initialized();
    const auto code = [&](const std::string& line) {
      stage.say(line);
      const auto heard = stage.heard();
      REQUIRE(heard.size() == 1);
      return heard[0].contains("error") ? heard[0]["error"]["code"].get<int>() : 0;
    };
    CHECK(code(request(1, "ping")) == 0);
    CHECK(code(request(2, "server/discover")) == -32601);
    CHECK(code(request(3, "subscriptions/listen")) == -32601);
    CHECK(code(request(4, "logging/setLevel", kEnvelope)) == -32601);
    CHECK(code(request(5, "resources/subscribe", kEnvelope)) == -32601);
    CHECK(code(request(6, "server/discover", kEnvelope)) == 0);
    CHECK(code(request(7, "tools/list")) == 0);
    CHECK(code(request(8, "tools/list", kEnvelope)) == 0);
    CHECK(code(request(9, "no\"such\nmethod")) == -32601);
  }

  TEST_CASE("before a session a legacy host may only ping and initialize") {
    SessionStage stage;
    stage.say(request(1, "ping"));
    stage.say(request(2, "tools/list"));
    const auto heard = stage.heard();
    REQUIRE(heard.size() == 2);
    CHECK(heard[0].contains("result"));
    CHECK(heard[1]["error"]["code"] == -32602);
  }

  TEST_CASE("an id in flight is refused, and the first request keeps it") {
    SessionStage stage({"s"});
    stage.initialize();
    stage.initialized();
    stage.say(request(5, "tools/list"));
    CHECK(stage.heard().empty());
    stage.say(request(5, "tools/list"));
    const auto heard = stage.heard();
    REQUIRE(heard.size() == 1);
    CHECK(heard[0]["error"]["code"] == -32600);
    CHECK(stage.session.requests_in_flight() == 1);
  }
}
