#include "gateway/notices.h"

#include <doctest/doctest.h>

#include "unit/gateway/session_stage.h"

using namespace callgate;
using namespace callgate::test;
using Tree = nlohmann::json;

namespace {

using mcp::ListKind;

constexpr const char* kTool = R"({"name":"x","inputSchema":{"type":"object"}})";
constexpr mcp::Catalog::Changed kTools{true, false, false};

RequestPtr listening(const std::string& id) {
  const Bytes line = Bytes::copy(R"({"jsonrpc":"2.0","id":)" + id + R"(,"method":"subscriptions/listen"})");
  RequestPtr request(new HostRequest);
  request->message = rpc::read(line, json::scan(line.view())).message;
  return request;
}

// What the only server lists, as it grows.
struct Lists {
  explicit Lists(SessionStage& on) : stage(on) {}
  void add(ListKind kind, const char* item) {
    listing->of(kind).push_back(Bytes::copy(item));
    publish();
  }
  void clear() {
    for (const ListKind kind : mcp::kListKinds) listing->of(kind).clear();
    publish();
  }
  void publish() {
    stage.catalog.replace(0, std::make_shared<mcp::Listing>(*listing));
    stage.session.notices().changed(stage.catalog.settle());
  }
  // The host has been given every list as it is now.
  void served() {
    for (const ListKind kind : mcp::kListKinds)
      stage.session.notices().served(kind, stage.session.items(kind));
  }
  SessionStage& stage;
  std::shared_ptr<mcp::Listing> listing = std::make_shared<mcp::Listing>();
};

void turn_once(SessionStage& stage) {
  stage.loop.context.restart();
  stage.loop.context.run_one_for(std::chrono::milliseconds{200});
}

// What the host hears when the gathering is over.
std::vector<Tree> gathered(SessionStage& stage) {
  std::vector<Tree> heard;
  for (int turn = 0; turn < 100 && heard.empty(); ++turn) {
    turn_once(stage);
    heard = stage.heard();
  }
  return heard;
}

}  // namespace

TEST_SUITE("notices") {
  TEST_CASE("changes are gathered, and each list is told once") {
    SessionStage stage({"s"});
    Lists lists(stage);
    stage.initialize();
    stage.initialized();
    lists.served();
    lists.add(ListKind::tools, kTool);
    lists.add(ListKind::prompts, R"({"name":"p"})");
    CHECK(stage.heard().empty());
    const std::vector<Tree> heard = gathered(stage);
    REQUIRE(heard.size() == 2);
    CHECK(heard[0] == Tree{{"jsonrpc", "2.0"}, {"method", "notifications/tools/list_changed"}});
    CHECK(heard[1]["method"] == "notifications/prompts/list_changed");
    // Nothing is told twice.
    stage.session.notices().host_ready();
    CHECK(stage.heard().empty());
  }

  TEST_CASE("no change, or one of a list that the host never asked for: no notice") {
    SessionStage stage({"s"});
    Lists lists(stage);
    stage.initialize();
    stage.initialized();
    stage.session.notices().changed({});
    stage.session.notices().host_ready();
    CHECK(stage.heard().empty());
    lists.add(ListKind::tools, kTool);
    for (int turn = 0; turn < 2; ++turn) turn_once(stage);
    CHECK(stage.heard().empty());
  }

  TEST_CASE("a change that is taken back before anybody was told is none") {
    SessionStage stage({"s"});
    Lists lists(stage);
    stage.initialize();
    stage.initialized();
    lists.served();
    lists.add(ListKind::tools, kTool);
    lists.clear();
    for (int turn = 0; turn < 2; ++turn) turn_once(stage);
    CHECK(stage.heard().empty());
  }

  TEST_CASE("before its handshake is over a legacy host is told nothing, after it everything") {
    SessionStage stage({"s"});
    Lists lists(stage);
    stage.initialize();
    lists.served();
    lists.add(ListKind::tools, kTool);
    lists.add(ListKind::templates, R"({"uriTemplate":"x://{a}","name":"n"})");
    for (int turn = 0; turn < 2; ++turn) turn_once(stage);
    CHECK(stage.heard().empty());
    stage.initialized();
    CHECK(gathered(stage).size() == 2);
  }

  TEST_CASE("who listens hears what it asked for, under its own subscription") {
    SessionStage stage({"s"});
    Lists lists(stage);
    lists.served();
    Listen tools, prompts;
    tools.request = listening("7");
    tools.tools = true;
    prompts.request = listening("\"p\\u0041\"");
    prompts.prompts = true;
    stage.session.notices().add(tools);
    stage.session.notices().add(prompts);
    lists.add(ListKind::tools, kTool);
    const std::vector<Tree> heard = gathered(stage);
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
