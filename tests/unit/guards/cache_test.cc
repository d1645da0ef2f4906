#include <doctest/doctest.h>

#include "../guard/scripted_guard.h"
#include "core/guard/result_memory.h"
#include "core/guards/registry.h"
#include "tests/unit/guards/only.h"

using namespace callgate;
using namespace callgate::guard;

namespace {

constexpr const char* kGood = R"({"content":[{"type":"text","text":"hello"}]})";

// A gateway in small: plays calls through a chain and answers those that would go out.
struct Stage {
  explicit Stage(std::vector<std::string> tools = {"fs__read_*"}) {
    policy.guards.cache.mode = Mode::enforce;
    policy.guards.cache.tools = std::move(tools);
    policy.guards.cache.ttl = Millis{1000};
    test::only(policy, {"policy", "cache", "approval"});
  }
  void open() { chain = make_chain(policy, {clock, "/home/ada", ""}, "ada"); }

  // What came of the call: "sent", "cache c1", "hold", "deny".
  std::string play(mcp::ToolPtr tool, std::string_view arguments = "{}", std::string_view result = kGood,
                   Ending ending = Ending::answered) {
    if (!chain) open();
    Call call("c" + std::to_string(++calls), std::move(tool), Bytes::copy(arguments));
    Passage passage(chain, call);
    Verdict verdict = passage.enter();
    would_be = passage.would_be();
    if (const Answer* answer = std::get_if<Answer>(&verdict)) {
      last = *answer;
      passage.leave(answer->result);
      passage.end(Ending::answered);
      return "cache " + answer->of;
    }
    if (!std::holds_alternative<Allow>(verdict)) return std::string(to_string(decision_of(verdict)));
    if (ending == Ending::answered) passage.leave(Bytes::copy(result));
    passage.end(ending);
    return "sent";
  }

  policy::Policy policy;
  ManualClock clock;
  std::shared_ptr<const GuardChain> chain;
  int calls = 0;
  Answer last;
  std::vector<WouldBe> would_be;
};

mcp::ToolPtr reader() {
  static const auto tool = some_tool("fs", "read_file");
  return tool;
}
mcp::ToolPtr writer() {
  static const auto tool = some_tool("fs", "write_file");
  return tool;
}

}  // namespace

TEST_CASE("cache: the same read again is answered from memory, byte for byte") {
  Stage stage;
  CHECK(stage.play(reader(), R"({"path":"/a","n":50})") == "sent");
  stage.clock.advance(Millis{400});
  CHECK(stage.play(reader(), R"({ "n":5e1, "path":"\/a" })") == "cache c1");
  CHECK(stage.last.result.view() == kGood);
  CHECK(stage.last.age == Millis{400});
  CHECK(stage.last.as == Decision::cache);
  CHECK(stage.play(reader(), R"({"path":"/b","n":50})") == "sent");
}

TEST_CASE("cache: an answer lasts as long as it may and no longer") {
  Stage stage;
  stage.play(reader());
  stage.clock.advance(Millis{999});
  CHECK(stage.play(reader()) == "cache c1");
  stage.clock.advance(Millis{1});
  CHECK(stage.play(reader()) == "sent");
  CHECK(stage.play(reader()) == "cache c3");
}

TEST_CASE("cache: only trusted read-only tools and configured ones") {
  Stage stage(std::vector<std::string>{});
  mcp::Hints hints;
  hints.read_only = true;
  const auto trusted = some_tool("fs", "get", hints, true), untrusted = some_tool("fs", "get", hints, false);
  stage.play(trusted);
  CHECK(stage.play(trusted) == "cache c1");
  stage.play(untrusted);
  CHECK(stage.play(untrusted) == "sent");
  stage.play(reader());
  CHECK(stage.play(reader()) == "sent");
}

TEST_CASE("cache: errors and unfinished results are never kept") {
  for (const char* result :
       {R"({"content":[],"isError":true})", R"({"resultType":"input_required","requestState":"x"})",
        R"({"resultType":"task","taskId":"1"})"}) {
    Stage stage;
    stage.play(reader(), "{}", result);
    CAPTURE(result);
    CHECK(stage.play(reader()) == "sent");
  }
  Stage stage;
  stage.play(reader(), "{}", R"({"resultType":"complete","isError":false,"content":[]})");
  CHECK(stage.play(reader()) == "cache c1");
}

TEST_CASE("cache: whatever may have changed the server makes its answers stale, and nobody else's") {
  for (const Ending ending : {Ending::answered, Ending::failed, Ending::cancelled}) {
    Stage stage({"*__read_*"});
    stage.play(reader());
    stage.play(some_tool("db", "read_row"));
    stage.play(writer(), "{}", kGood, ending);
    CHECK(stage.play(reader()) == "sent");
    CHECK(stage.play(some_tool("db", "read_row")) == "cache c2");
  }
  Stage stage;
  stage.play(reader());
  stage.play(some_tool("fs", "list_directory"));
  CHECK(stage.play(reader()) == "cache c1");
}

TEST_CASE("cache: a refused write changes nothing") {
  Stage stage;
  stage.policy.deny.push_back({"fs__write_*", "", "", "permissions.deny[0]", ""});
  stage.play(reader());
  CHECK(stage.play(writer()) == "deny");
  CHECK(stage.play(reader()) == "cache c1");
}

TEST_CASE("cache: a read that was under way while something changed is not kept as fresh") {
  Stage stage;
  stage.open();
  Call read("r1", reader(), {});
  Passage reading(stage.chain, read);
  CHECK(std::holds_alternative<Allow>(reading.enter()));
  stage.play(writer());
  reading.leave(Bytes::copy(kGood));
  reading.end(Ending::answered);
  CHECK(stage.play(reader()) == "sent");
}

TEST_CASE("cache: a forbidden call, or one a person has to agree to, is never answered from memory") {
  Stage stage;
  stage.policy.ask.push_back({"fs__read_file", "path", "/secret/**", "permissions.ask[0]", ""});
  stage.policy.deny.push_back({"fs__read_file", "path", "/etc/**", "permissions.deny[0]", ""});
  stage.open();
  CHECK(stage.play(reader(), R"({"path":"/etc/passwd"})") == "deny");
  CHECK(stage.play(reader(), R"({"path":"/secret/x"})") == "hold");
  Call call("a1", reader(), Bytes::copy(R"({"path":"/secret/x"})"));
  Passage passage(stage.chain, call);
  CHECK(std::holds_alternative<Ask>(passage.enter()));
  call.set_approved();
  CHECK(std::holds_alternative<Allow>(passage.enter()));
  passage.leave(Bytes::copy(kGood));
  passage.end(Ending::answered);
  CHECK(stage.play(reader(), R"({"path":"/secret/x"})") == "hold");
}

TEST_CASE("cache: a changed definition is another tool") {
  Stage stage;
  stage.play(reader());
  auto changed = std::make_shared<mcp::Tool>(*some_tool("fs", "read_file"));
  changed->definition = Bytes::copy(R"({"name":"read_file","description":"new"})");
  CHECK(stage.play(changed) == "sent");
}

TEST_CASE("cache: observing it changes nothing and says what it would have answered") {
  Stage stage;
  stage.policy.guards.cache.mode = Mode::observe;
  CHECK(stage.play(reader()) == "sent");
  CHECK(stage.play(reader()) == "sent");
  REQUIRE(stage.would_be.size() == 1);
  CHECK(stage.would_be[0].decision == Decision::cache);
}

TEST_CASE("cache: a read with very long arguments is not remembered") {
  Stage stage;
  const std::string arguments = R"({"path":")" + std::string(20'000, 'x') + "\"}";
  CHECK(stage.play(reader(), arguments) == "sent");
  CHECK(stage.play(reader(), arguments) == "sent");
}

TEST_CASE("cache: memory stays within its bound and forgets what was not used") {
  ResultMemory memory(10'000);
  const std::string result(1000, 'x');
  for (int i = 0; i < 100; ++i) {
    memory.put({"key" + std::to_string(i), Bytes::copy(result), "c", Instant{}, 0});
    CHECK(memory.bytes() <= 10'000);
    if (i > 0) CHECK(memory.find("key0") != nullptr);  // used all the time, so it stays
  }
  CHECK(memory.find("key1") == nullptr);
  CHECK(memory.find("key99") != nullptr);
  memory.put({"huge", Bytes::copy(std::string(3000, 'x')), "c", Instant{}, 0});
  CHECK(memory.find("huge") == nullptr);
  CHECK(memory.find("key0") != nullptr);
  const std::size_t before = memory.bytes();
  memory.put({"key0", Bytes::copy(result), "d", Instant{}, 0});
  CHECK(memory.bytes() == before);
  CHECK(memory.find("key0")->of == "d");
  memory.drop("key0");
  CHECK(memory.find("key0") == nullptr);
  CHECK(memory.bytes() < before);
}
