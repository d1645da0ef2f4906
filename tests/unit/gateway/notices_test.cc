#include "gateway/notices.h"

#include <doctest/doctest.h>

#include "unit/gateway/session_stage.h"

using namespace callgate;
using namespace callgate::test;
using Tree = nlohmann::json;

namespace {

constexpr mcp::Catalog::Changed kTools{true, false, false}, kAll{true, true, true};

RequestPtr listening(const std::string& id) {
  const Bytes line = Bytes::copy(R"({"jsonrpc":"2.0","id":)" + id + R"(,"method":"subscriptions/listen"})");
  RequestPtr request(new HostRequest);
  request->message = rpc::read(line, json::scan(line.view())).message;
  return request;
}

// Everything the host hears until the gathering is over.
std::vector<Tree> gathered(SessionStage& stage) {
  stage.loop.context.restart();
  stage.loop.context.run_one_for(std::chrono::seconds{5});
  return stage.heard();
}

}  // namespace

TEST_SUITE("notices") {
  TEST_CASE("changes are gathered, and each list is told once") {
    SessionStage stage;
    stage.initialize();
    stage.initialized();
    stage.session.notices().changed(kTools);
    stage.session.notices().changed({false, true, false});
    stage.session.notices().changed(kTools);
    CHECK(stage.heard().empty());
    std::vector<Tree> heard;
    for (int turn = 0; turn < 5 && heard.empty(); ++turn) heard = gathered(stage);
    REQUIRE(heard.size() == 2);
    CHECK(heard[0] == Tree{{"jsonrpc", "2.0"}, {"method", "notifications/tools/list_changed"}});
    CHECK(heard[1]["method"] == "notifications/prompts/list_changed");
    // Nothing is told twice.
    stage.session.notices().host_ready();
    CHECK(stage.heard().empty());
  }

  TEST_CASE("no change, no notice") {
    SessionStage stage;
    stage.initialize();
    stage.initialized();
    stage.session.notices().changed({});
    stage.session.notices().host_ready();
    CHECK(stage.heard().empty());
  }

  TEST_CASE("before its handshake is over a legacy host is told nothing, after it everything") {
    SessionStage stage;
    stage.initialize();
    stage.session.notices().changed(kAll);
    for (int turn = 0; turn < 2; ++turn) CHECK(gathered(stage).empty());
    stage.initialized();
    std::vector<Tree> heard = stage.heard();
    for (int turn = 0; turn < 5 && heard.empty(); ++turn) heard = gathered(stage);
    CHECK(heard.size() == 3);
  }

  TEST_CASE("who listens hears what it asked for, under its own subscription") {
    SessionStage stage;
    Listen tools, prompts;
    tools.request = listening("7");
    tools.tools = true;
    prompts.request = listening("\"p\\u0041\"");
    prompts.prompts = true;
    stage.session.notices().add(tools);
    stage.session.notices().add(prompts);
    stage.session.notices().changed(kTools);
    std::vector<Tree> heard;
    for (int turn = 0; turn < 5 && heard.empty(); ++turn) heard = gathered(stage);
    REQUIRE(heard.size() == 1);
    CHECK(heard[0]["params"]["_meta"] == Tree{{"io.modelcontextprotocol/subscriptionId", 7}});
    // The id comes back as it was spelled.
    CHECK(Notices::tag(prompts) == R"("io.modelcontextprotocol/subscriptionId":"p\u0041")");
  }

  TEST_CASE("a listen ends with its own request") {
    SessionStage stage;
    Notices& notices = stage.session.notices();
    Listen first, second;
    first.request = listening("1");
    second.request = listening("1");
    notices.add(first);
    notices.add(second);
    CHECK(notices.remove(*first.request));
    CHECK(!notices.remove(*first.request));
    REQUIRE(notices.listens().size() == 1);
    CHECK(notices.listens()[0].request == second.request);
  }

  TEST_CASE("a gathering that is under way ends with the session") {
    SessionStage stage;
    stage.initialize();
    stage.initialized();
    stage.session.notices().changed(kTools);
    stage.session.close();
    CHECK(stage.heard().empty());
  }
}
