#include <doctest/doctest.h>

#include "core/policy/rule.h"
#include "guard_stage.h"

using namespace callgate;
using namespace callgate::guard;

namespace {

struct Stage : GuardStage {
  Stage() { policy.guards.capacity.mode = Mode::enforce; }
  policy::CapacityKnobs& knobs() { return policy.guards.capacity; }
};

const auto kTool = some_tool("ns", "t0");

}  // namespace

TEST_CASE("capacity: so many calls at a time; the next waits for its turn") {
  Stage s;
  s.knobs().global = 2;
  const auto a = s.start(kTool), b = s.start(kTool), c = s.start(kTool);
  CHECK(b->allowed());
  REQUIRE(std::holds_alternative<Wait>(c->verdict));
  CHECK(std::get<Wait>(c->verdict).limit == Millis{2000});
  CHECK(std::get<Wait>(c->verdict).hook == nullptr);
  CHECK(std::holds_alternative<Wait>(c->passage.enter()));
  s.finish(*a, GuardStage::kGood);
  c->verdict = c->passage.enter();
  CHECK(c->allowed());
  const auto d = s.start(kTool);
  d->call.set_waited();
  d->verdict = d->passage.enter();
  REQUIRE(std::holds_alternative<Deny>(d->verdict));
  CHECK(std::get<Deny>(d->verdict).retry_after == Millis{1000});
}

TEST_CASE("capacity: limits of server, tool and host") {
  Stage s;
  s.knobs().queue_ms = Millis{0};
  s.knobs().upstream = 3;
  s.knobs().tool = {{"*", 5}, {"ns__t0", 1}};
  const auto a = s.start(kTool);
  CHECK(a->allowed());
  CHECK(s.play(kTool) == "deny");
  const auto b = s.start(some_tool("ns", "t1")), c = s.start(some_tool("ns", "t1"));
  CHECK(c->allowed());
  CHECK(s.play(some_tool("ns", "t2")) == "deny");
  CHECK(s.code == "capacity_full");
  CHECK(s.play(some_tool("other", "t2")) == "allow");
  s.finish(*a, "", Ending::cancelled);
  CHECK(s.play(kTool) == "allow");
  s.knobs().session = 2;
  s.open();
  CHECK(s.play(some_tool("other", "t2")) == "deny");
}

TEST_CASE("capacity: two hundred calls at once overrun nothing, and all places come back") {
  Stage s;
  s.knobs().queue_ms = Millis{0};
  s.knobs().global = 50;
  for (int round = 0; round < 3; ++round) {
    std::vector<std::unique_ptr<Underway>> calls;
    int sent = 0;
    for (int i = 0; i < 200; ++i) {
      calls.push_back(s.start(kTool));
      sent += calls.back()->allowed();
    }
    CHECK(sent == 50);
  }
}

TEST_CASE("capacity: a rule's own limit, by what it says") {
  Stage s;
  s.knobs().queue_ms = Millis{0};
  policy::Rule rule;
  rule.id = "github-rate";
  rule.obligations.limits.push_back({std::nullopt, std::nullopt, 1, {{policy::Apart::What::tool, {}}}});
  s.open();
  const Underway a(s.chain, "a", kTool, "{}", &rule);
  CHECK(a.allowed());
  const Underway b(s.chain, "b", kTool, "{}", &rule);
  REQUIRE(std::holds_alternative<Deny>(b.verdict));
  CHECK(std::get<Deny>(b.verdict).why.rule == "github-rate");
  CHECK(Underway(s.chain, "c", some_tool("ns", "t1"), "{}", &rule).allowed());
  CHECK(s.play(kTool) == "allow");
}

TEST_CASE("capacity: towards the end of a session calls are warned, then refused") {
  Stage s;
  s.knobs().session_wall = std::chrono::seconds(100);
  s.knobs().soft = 0.5;
  s.knobs().global = 4;
  s.open();
  CHECK(s.play(kTool) == "allow");
  s.clock.advance(Millis{50'000});
  CHECK(s.play(kTool) == "warn");
  const auto a = s.start(kTool), b = s.start(kTool);
  CHECK(b->allowed());
  // Half of the places, and nobody waits.
  CHECK(s.play(kTool) == "deny");
  s.clock.advance(Millis{50'000});
  CHECK(s.play(kTool) == "deny");
  CHECK(s.code == "session_time_exceeded");
}

TEST_CASE("capacity: the time that a call may take") {
  Stage s;
  s.knobs().call_timeout_s = std::chrono::seconds(7);
  CHECK(s.start(kTool)->call.time_limit() == Millis{7000});
}

TEST_CASE("capacity: observing makes nobody wait, and counts what ran") {
  Stage s;
  s.knobs().mode = Mode::observe;
  s.knobs().global = 1;
  s.knobs().queue_ms = Millis{0};
  const auto a = s.start(kTool), b = s.start(kTool);
  CHECK(b->allowed());
  CHECK(s.would_be.size() == 1);
}

TEST_CASE("capacity: what a call may take is narrowed only where the guard is enforced") {
  for (const Mode mode : {Mode::enforce, Mode::warn, Mode::observe}) {
    Stage s;
    s.policy.guards.capacity.mode = mode;
    s.knobs().call_timeout_s = std::chrono::seconds{5};
    s.knobs().cancel_upstream = false;
    const auto call = s.start(kTool);
    CHECK(call->allowed());
    CHECK(call->call.time_limit() == (mode == Mode::enforce ? Millis{5000} : Millis{0}));
    CHECK(call->call.runs_on() == (mode == Mode::enforce));
  }
}
