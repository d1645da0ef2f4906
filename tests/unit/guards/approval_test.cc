#include <doctest/doctest.h>

#include "../guard/scripted_guard.h"
#include "core/guards/registry.h"

using namespace callgate;
using namespace callgate::guard;

namespace {

// Two guards that ask in front of the real approval guard.
struct Stage {
  explicit Stage(Mode mode = Mode::enforce, bool nobody_there = false) {
    chain.add("first", Before::names).judge = [](Call&) -> Verdict {
      return Ask{{"", "rule 1", "policy_ask", "One.", ""}, "Run it?", Assurance::any};
    };
    chain.add("second", Before::risk).judge = [](Call&) -> Verdict {
      return Ask{{"", "rule 2", "risk_hold", "Two.", ""}, "Sure?", Assurance::out_of_band};
    };
    ManualClock clock;
    policy::Policy policy;
    policy.ask_denies = nobody_there;
    chain.members.push_back({make_approval(policy, {clock, "", ""}), mode});
  }
  ScriptedChain chain;
};

}  // namespace

TEST_CASE("approval: one question for all, strictest assurance, first asker's name") {
  Stage stage;
  Call call("c1", some_tool(), {});
  Passage passage(stage.chain.build(), call);
  Verdict verdict = passage.enter();
  REQUIRE(std::holds_alternative<Ask>(verdict));
  const Ask& ask = std::get<Ask>(verdict);
  CHECK(ask.why.guard == "first");
  CHECK(ask.why.rule == "rule 1");
  CHECK(ask.why.reason == "One. Also: Two.");
  CHECK(ask.question == "Run it?");
  CHECK(ask.needs == Assurance::out_of_band);
  call.set_approved();
  CHECK(std::holds_alternative<Allow>(passage.enter()));
}

TEST_CASE("approval: an approved call is not asked about, whenever the approval came") {
  Stage stage;
  Call call("c1", some_tool(), {});
  call.set_approved();
  Passage passage(stage.chain.build(), call);
  CHECK(std::holds_alternative<Allow>(passage.enter()));
}

TEST_CASE("approval: where nobody can answer, what would be asked is refused") {
  Stage stage(Mode::enforce, true);
  Call call("c1", some_tool(), {});
  Passage passage(stage.chain.build(), call);
  Verdict verdict = passage.enter();
  REQUIRE(std::holds_alternative<Deny>(verdict));
  CHECK(finding_of(verdict)->code == "approval_nobody_there");
  CHECK(finding_of(verdict)->guard == "first");
}

TEST_CASE("approval: observed, it holds nothing and says what it would have held") {
  Stage stage(Mode::observe);
  Call call("c1", some_tool(), {});
  Passage passage(stage.chain.build(), call);
  CHECK(std::holds_alternative<Allow>(passage.enter()));
  REQUIRE(passage.would_be().size() == 1);
  CHECK(passage.would_be()[0].decision == Decision::hold);
}
