#include "upstreams/handshake.h"

#include <doctest/doctest.h>

#include "core/mcp/methods.h"
#include "tests/unit/upstreams/played_server.h"

using namespace callgate;
using Tree = nlohmann::json;

namespace {

mcp::Declaration declaration() {
  mcp::Declaration declared;
  declared.client_info = R"({"name":"host","version":"1"})";
  declared.capabilities = R"({"roots":{}})";
  return declared;
}

// Runs `task` beside a server whose next request is answered by each of `answers` in turn ("result" or
// "error" member).
template <class T>
struct Played {
  explicit Played(PlayedServer& server) : server(server) {}
  Task<void> keep(Task<Result<T>> task) {
    Result<T> got = co_await task;
    result.emplace(std::move(got));
  }
  void run(Task<Result<T>> task, const std::vector<std::string>& answers) {
    spawn(keep(std::move(task)));
    for (const std::string& answer : answers) {
      for (const Tree& line : server.heard()) {
        heard.push_back(line);
        if (line.contains("id"))
          server.say(R"({"jsonrpc":"2.0","id":)" + line["id"].dump() + "," + answer + "}");
      }
    }
    for (const Tree& line : server.heard()) heard.push_back(line);
  }
  PlayedServer& server;
  std::vector<Tree> heard;
  std::optional<Result<T>> result;
};

Result<mcp::Facts> initialized(const std::string& answer, std::vector<Tree>* heard = nullptr) {
  PlayedServer server;
  Played<mcp::Facts> played(server);
  const mcp::Declaration declared = declaration();
  played.run(initialize(server.connection, declared, Instant::max()), {answer});
  if (heard) *heard = played.heard;
  REQUIRE(played.result);
  return *played.result;
}

Result<mcp::Facts> discovered(const std::string& answer) {
  PlayedServer server;
  Played<mcp::Facts> played(server);
  const mcp::Declaration declared = declaration();
  played.run(discover(server.connection, declared, Instant::max()), {answer});
  REQUIRE(played.result);
  REQUIRE(played.heard.size() == 1);
  CHECK(played.heard[0]["params"]["_meta"]["io.modelcontextprotocol/protocolVersion"] == "2026-07-28");
  return *played.result;
}

std::vector<std::string> drained(const std::vector<std::string>& pages, std::vector<Tree>* heard = nullptr) {
  PlayedServer server;
  Played<std::vector<Bytes>> played(server);
  const mcp::Declaration declared = declaration();
  std::vector<std::string> answers;
  for (const std::string& page : pages) answers.push_back("\"result\":" + page);
  played.run(drain_list(server.connection, mcp::ListKind::tools, mcp::Era::legacy, declared, Instant::max(),
                        server.log),
             answers);
  if (heard) *heard = played.heard;
  REQUIRE(played.result);
  REQUIRE(played.result->has_value());
  std::vector<std::string> items;
  for (const Bytes& item : played.result->value()) items.emplace_back(item.view());
  return items;
}

using Items = std::vector<std::string>;

}  // namespace

TEST_SUITE("handshake") {
  TEST_CASE("initialize asks for the newest legacy revision and says when it is done") {
    std::vector<Tree> heard;
    const auto facts = initialized(
        R"("result":{"protocolVersion":"2025-03-26","capabilities":{"tools":{"listChanged":true}},)"
        R"("serverInfo":{"name":"s"},"instructions":"say \"please\""})",
        &heard);
    REQUIRE(facts);
    CHECK(facts->revision == mcp::Revision::v2025_03_26);
    CHECK(facts->has("tools", "listChanged"));
    CHECK(facts->server_info == R"({"name":"s"})");
    CHECK(facts->instructions == "say \"please\"");
    REQUIRE(heard.size() == 2);
    CHECK(heard[0]["params"] == Tree::parse(R"({"protocolVersion":"2025-11-25","capabilities":{"roots":{}},)"
                                            R"("clientInfo":{"name":"host","version":"1"}})"));
    CHECK(heard[1]["method"] == "notifications/initialized");
    CHECK(!heard[1].contains("id"));
  }

  TEST_CASE("initialize for nobody in particular is still a valid line") {
    PlayedServer server;
    Played<mcp::Facts> played(server);
    const mcp::Declaration nobody;
    played.run(initialize(server.connection, nobody, Instant::max()), {});
    REQUIRE(played.heard.size() == 1);
    CHECK(played.heard[0]["params"]["capabilities"] == Tree::object());
    CHECK(played.heard[0]["params"]["clientInfo"]["name"] == "callgate");
  }

  TEST_CASE("what a server leaves out or gets wrong is as if it were not there") {
    const auto facts = initialized(
        R"("result":{"protocolVersion":"2025-11-25","capabilities":[],"serverInfo":"me","instructions":7})");
    REQUIRE(facts);
    CHECK(facts->capabilities == "{}");
    CHECK(facts->server_info.empty());
    CHECK(facts->instructions.empty());
    CHECK(initialized(R"("result":{"protocolVersion":"2024-11-05"})")->capabilities == "{}");
  }

  TEST_CASE("no session without a revision that is known") {
    for (const char* version : {"\"2099-01-01\"", "\"2026-07-28\"", "7", "null", "\"\""}) {
      std::vector<Tree> heard;
      const auto facts = initialized("\"result\":{\"protocolVersion\":" + std::string(version) + "}", &heard);
      REQUIRE(facts.has_error());
      CHECK(facts.error().code == Errc::refused);
      CHECK(heard.size() == 1);
    }
    CHECK(initialized(R"("error":{"code":-32603,"message":"broken \u0007"})")
              .error()
              .what.find("error -32603") != std::string::npos);
  }

  TEST_CASE("a server that goes or is late fails the handshake") {
    PlayedServer gone;
    Played<mcp::Facts> played(gone);
    const mcp::Declaration declared = declaration();
    spawn(played.keep(initialize(gone.connection, declared, Instant::max())));
    gone.output.reset();
    gone.report(ControlMessage::Kind::exited, 1);
    REQUIRE(played.result);
    CHECK(played.result->error().code == Errc::gone);

    PlayedServer late;
    ManualClock clock;
    Played<mcp::Facts> waiting(late);
    spawn(waiting.keep(initialize(late.connection, declared, clock.now() + Millis{10})));
    clock.advance(Millis{10});
    late.connection->expire(clock.now());
    REQUIRE(waiting.result);
    CHECK(waiting.result->error().code == Errc::timeout);
  }

  TEST_CASE("discover takes a modern server and tells a legacy one from a broken one") {
    const auto facts =
        discovered(R"("result":{"supportedVersions":["2027-01-01","2026-07-28"],"capabilities":{"tools":{}},)"
                   R"("_meta":{"io.modelcontextprotocol/serverInfo":{"name":"m"}}})");
    REQUIRE(facts);
    CHECK(facts->revision == mcp::kModern);
    CHECK(facts->server_info == R"({"name":"m"})");
    CHECK(discovered(R"("error":{"code":-32601,"message":"no"})").error().code == Errc::not_found);
    CHECK(discovered(R"("error":{"code":-32600,"message":"no"})").error().code == Errc::not_found);
    CHECK(discovered(R"("error":{"code":-32000,"message":"not initialized"})").error().code ==
          Errc::not_found);
    CHECK(discovered(R"("error":{"message":"no code"})").error().code == Errc::not_found);
    CHECK(discovered(R"("error":{"code":-32022,"message":"version"})").error().code == Errc::refused);
    CHECK(discovered(R"("error":{"code":-32020,"message":"m"})").error().code == Errc::refused);
    CHECK(discovered(R"("result":{"supportedVersions":["2025-11-25"]})").error().code == Errc::not_found);
    CHECK(discovered(R"("result":{"supportedVersions":"2026-07-28"})").error().code == Errc::not_found);
    CHECK(discovered(R"("result":{})").error().code == Errc::not_found);
  }

  TEST_CASE("all pages of a list, byte for byte") {
    std::vector<Tree> heard;
    CHECK(drained({R"({"tools":[{ "a":1.0 },7],"nextCursor":"c\"1"})", R"({"tools":[],"nextCursor":""})",
                   R"({"tools":[{}]})"},
                  &heard) == Items{"{ \"a\":1.0 }", "7", "{}"});
    REQUIRE(heard.size() == 3);
    CHECK(!heard[0].contains("params"));
    CHECK(heard[1]["params"] == Tree{{"cursor", "c\"1"}});
    CHECK(heard[2]["params"] == Tree{{"cursor", ""}});
  }

  TEST_CASE("a cursor that comes again, or is none, ends a list") {
    CHECK(drained({R"({"tools":[1],"nextCursor":"a"})", R"({"tools":[2],"nextCursor":"b"})",
                   R"({"tools":[3],"nextCursor":"a"})"}) == Items{"1", "2", "3"});
    for (const char* odd : {"null", "7", "{}", "false"}) {
      CHECK(drained({"{\"tools\":[1],\"nextCursor\":" + std::string(odd) + "}"}) == Items{"1"});
    }
    CHECK(drained({R"({"tools":"many"})"}).empty());
    CHECK(drained({"{}"}).empty());
  }

  TEST_CASE("a list without end ends") {
    std::vector<std::string> pages;
    for (int i = 0; i < 1200; ++i) {
      pages.push_back("{\"tools\":[" + std::to_string(i) + "],\"nextCursor\":\"" + std::to_string(i) + "\"}");
    }
    std::vector<Tree> heard;
    CHECK(drained(pages, &heard).size() == 1000);
    CHECK(heard.size() == 1000);
  }

  TEST_CASE("a list that is refused says so") {
    PlayedServer server;
    Played<std::vector<Bytes>> played(server);
    const mcp::Declaration declared = declaration();
    played.run(drain_list(server.connection, mcp::ListKind::prompts, mcp::Era::modern, declared,
                          Instant::max(), server.log),
               {R"("error":{"code":-32601,"message":"no prompts"})"});
    REQUIRE(played.result);
    CHECK(played.result->error().what == "answered prompts/list with error -32601: no prompts");
    CHECK(played.heard.at(0)["params"]["_meta"].size() == 3);
  }
}
