#include <doctest/doctest.h>

#include "core/guards/pins/definition.h"
#include "core/guards/pins/store.h"
#include "core/policy/reader.h"
#include "guard_stage.h"
#include "only.h"

using namespace callgate;
using namespace callgate::guard;
using policy::ChangedTool;
using policy::FirstUse;

namespace {

mcp::ToolPtr offered(std::string_view description, std::string name = "add", std::string server = "db",
                     std::string_view more = "") {
  auto tool = std::make_shared<mcp::Tool>(*some_tool(std::move(server), name));
  tool->definition = Bytes::adopt(R"({"name":")" + name + R"(","description":)" + json::quote(description) +
                                  R"(,"inputSchema":{"type":"object"})" + std::string(more) + "}");
  return tool;
}

// A machine on which every server runs as `program`.
struct Programs final : policy::World {
  std::string program_of(std::string_view) const override { return program; }
  std::string program = "one";
};

struct BrokenStore final : PinStore {
  void open(std::size_t) override {}
  std::uint64_t revision() const override { return 0; }
  Result<std::vector<Pin>> accepted(const Pin&) override {
    if (broken) return error(Errc::unavailable, "the store is damaged");
    return std::vector<Pin>();
  }
  bool trust(const Pin&) override { return true; }
  bool broken = true;
};

struct Stage : GuardStage {
  Stage() {
    test::only(policy, {"pins", "approval"});
    policy.guards.pins.mode = Mode::enforce;
  }
  void open() {
    chain = make_chain(
        policy,
        {.clock = clock, .home = "/home/ada", .cwd = "", .memory = memory, .world = world, .pins = pins},
        "ada");
  }
  std::string play(mcp::ToolPtr tool) {
    if (!chain) open();
    return GuardStage::play(std::move(tool));
  }
  policy::PinsKnobs& knobs() { return policy.guards.pins; }
  MemoryPins& store() { return *memory->of<MemoryPins>("pins"); }
  std::shared_ptr<Programs> world = std::make_shared<Programs>();
  std::shared_ptr<PinStore> pins;
};

}  // namespace

TEST_CASE("pins: the first definition is trusted, another one waits for a person") {
  Stage s;
  CHECK(s.play(offered("Adds.")) == "allow");
  CHECK(s.play(offered("Adds.")) == "allow");
  const auto call = s.start(offered("Adds, and tells nobody."));
  REQUIRE(std::holds_alternative<Ask>(call->verdict));
  CHECK(std::get<Ask>(call->verdict).needs == Assurance::out_of_band);
  CHECK(s.code == "tool_changed");
  CHECK(
      s.reason ==
      "The definition of db__add is not the one that was accepted: description. To accept the tool as it is "
      "now, run `callgate tools approve db__add`.");
  CHECK(s.play(offered("Adds.")) == "allow");
  CHECK(s.executed == 3);
}

TEST_CASE("pins: what is listed has been seen, before it is called") {
  Stage s;
  s.open();
  CHECK(s.chain->lists(*offered("Adds.")));
  CHECK(s.play(offered("Adds, but better.")) == "hold");
  CHECK(s.chain->lists(*offered("Adds, but better.")));  // held, not hidden
}

TEST_CASE("pins: every member that says what a tool does counts, and nothing else does") {
  Stage s;
  CHECK(s.play(offered("Adds.")) == "allow");
  CHECK(s.play(offered("Adds.", "add", "db", R"(,"_meta":{"build":7},"icons":[])")) == "allow");
  CHECK(s.play(offered("Adds.", "add", "db", R"(,"annotations":{"readOnlyHint":true})")) == "hold");
  CHECK(s.play(offered("Adds.", "add", "db", R"(,"title":"Add")")) == "hold");
  CHECK(s.play(offered("Adds.", "add", "db", R"(,"outputSchema":{})")) == "hold");
  CHECK(s.play(offered("Adds.", "add", "db", R"(,"descri\u0070tion":"x")")) == "hold");
  // Another tool, and a tool of another server, are not this one.
  CHECK(s.play(offered("Subtracts.", "subtract")) == "allow");
  CHECK(s.play(offered("Adds otherwise.", "add", "files")) == "allow");
}

TEST_CASE("pins: a definition that nobody has told says nothing") {
  Stage s;
  s.knobs().first_use = FirstUse::hold;
  CHECK(s.play(some_tool("db", "add")) == "allow");
}

TEST_CASE("pins: accepted by a person, a changed tool runs; the earlier one stays accepted") {
  Stage s;
  CHECK(s.play(offered("Adds.")) == "allow");
  const auto changed = offered("Adds more.");
  CHECK(s.play(changed) == "hold");
  s.store().accept({"db", "add", "one", pin_digest(changed->definition.view()), "{}", "db__add"});
  CHECK(s.play(changed) == "allow");
  CHECK(s.play(offered("Adds.")) == "allow");
  CHECK(s.play(offered("Adds less.")) == "hold");
}

TEST_CASE("pins: a call that was approved runs, and approves nothing else") {
  Stage s;
  CHECK(s.play(offered("Adds.")) == "allow");
  const auto changed = offered("Adds more.");
  {
    Call call("a", changed, Bytes::copy("{}"));
    Passage passage(s.chain, call);
    REQUIRE(std::holds_alternative<Ask>(passage.enter()));
    call.set_approved();
    CHECK(std::holds_alternative<Allow>(passage.enter()));
    passage.end(Ending::answered);
  }
  CHECK(s.play(changed) == "hold");
}

TEST_CASE("pins: another program under the same name is a change") {
  Stage s;
  CHECK(s.play(offered("Adds.")) == "allow");
  s.world->program = "two";
  CHECK(s.play(offered("Adds.")) == "hold");
  CHECK(s.code == "tool_changed");
  CHECK(
      s.reason.starts_with("The program that runs as \"db\" is not the one that db__add was accepted from."));
  CHECK(s.play(offered("Adds, too.")) == "hold");
  CHECK(s.reason.find("description") != s.reason.npos);
}

TEST_CASE("pins: by what is set, new and changed tools are trusted, flagged, held or refused") {
  Stage s;
  s.knobs().first_use = FirstUse::hold;
  CHECK(s.play(offered("Adds.")) == "hold");
  CHECK(s.code == "tool_pending");
  CHECK(s.reason.starts_with("db__add is new, and nobody has accepted it yet."));
  const auto accepted = offered("Adds.");
  s.store().accept({"db", "add", "one", pin_digest(accepted->definition.view()),
                    pinned_part(accepted->definition.view()), "db__add"});
  CHECK(s.play(accepted) == "allow");
  s.knobs().changed = ChangedTool::flag;
  s.open();
  CHECK(s.play(offered("Adds!")) == "warn");
  s.knobs().changed = ChangedTool::deny;
  s.open();
  CHECK(s.play(offered("Adds!")) == "deny");
  CHECK(s.instead.ends_with("callgate tools approve db__add"));
  s.knobs().mode = Mode::observe;
  s.open();
  CHECK(s.play(offered("Adds!")) == "allow");
  REQUIRE(s.would_be.size() == 1);
  CHECK(s.would_be[0].decision == Decision::deny);
}

TEST_CASE("pins: with a list that a person made nothing else is trusted, and programs do not count") {
  Stage s;
  s.store().set_locked();
  CHECK(s.play(offered("Adds.")) == "hold");
  CHECK(s.reason.starts_with("db__add is not among the tools of the lock file."));
  const auto locked = offered("Adds.");
  s.store().accept({"db", "add", "", pin_digest(locked->definition.view()), "{}", "db__add"});
  CHECK(s.play(locked) == "allow");
  CHECK(s.play(offered("Adds!")) == "hold");
  CHECK(s.code == "tool_changed");
}

TEST_CASE("pins: what is trusted outlives a reload of the policy") {
  Stage s;
  CHECK(s.play(offered("Adds.")) == "allow");
  s.open();
  CHECK(s.play(offered("Adds!")) == "hold");
}

TEST_CASE("pins: beyond the bound nothing is trusted, and nothing is forgotten for it") {
  Stage s;
  s.knobs().max_entries = 3;
  for (int i = 0; i < 3; ++i) CHECK(s.play(offered("One.", "t" + std::to_string(i))) == "allow");
  CHECK(s.play(offered("One.", "t3")) == "hold");
  CHECK(s.code == "tool_pending");
  CHECK(s.reason.find("(3)") != s.reason.npos);
  for (int i = 0; i < 3; ++i) CHECK(s.play(offered("Two.", "t" + std::to_string(i))) == "hold");
}

TEST_CASE("pins: more definitions than are remembered at once are still told apart") {
  Stage s;
  const auto first = offered("One.", "first");
  CHECK(s.play(first) == "allow");
  for (int i = 0; i < 5000; ++i) s.chain->lists(*offered("One.", "t" + std::to_string(i)));
  CHECK(s.play(first) == "allow");
  CHECK(s.play(offered("Two.", "first")) == "hold");
}

TEST_CASE("pins: without the store nothing runs, and it is asked again") {
  Stage s;
  const auto store = std::make_shared<BrokenStore>();
  s.pins = store;
  CHECK(s.play(offered("Adds.")) == "deny");
  CHECK(s.code == "store_unavailable");
  CHECK(s.reason.find("damaged") != s.reason.npos);
  store->broken = false;
  CHECK(s.play(offered("Adds.")) == "allow");
}

TEST_CASE("pins: strict accepts nothing by itself") {
  CHECK(policy::preset_policy(policy::Preset::balanced).guards.pins.first_use == FirstUse::trust);
  CHECK(policy::preset_policy(policy::Preset::strict).guards.pins.first_use == FirstUse::hold);
  CHECK(policy::preset_policy(policy::Preset::strict).guards.pins.changed == ChangedTool::hold);
}
