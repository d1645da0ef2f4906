#include <doctest/doctest.h>

#include "core/guards/idempotency/book.h"
#include "core/policy/rule.h"
#include "guard_stage.h"

using namespace callgate;
using namespace callgate::guard;

namespace {

using Knobs = policy::IdempotencyKnobs;

const auto kRefund = some_tool("pay", "refund");
constexpr const char* kOne = R"({"order":"o1","amount":10})";

struct Stage : GuardStage {
  explicit Stage(std::vector<std::string> once = {"pay__*"}) {
    policy.guards.idempotency.mode = Mode::enforce;
    policy.guards.idempotency.once_tools = std::move(once);
    policy.guards.idempotency.max_executed.reset();
  }
  std::string keyed(std::string_view arguments, std::string key) {
    if (!chain) open();
    Call call("c" + std::to_string(++calls), kRefund, Bytes::copy(arguments));
    call.set_idempotency_key(std::move(key));
    Passage passage(chain, call);
    const Verdict verdict = passage.enter();
    if (const Deny* deny = std::get_if<Deny>(&verdict)) code = deny->why.code;
    if (const Ask* ask = std::get_if<Ask>(&verdict)) code = ask->why.code;
    if (std::holds_alternative<Allow>(verdict)) passage.leave(Bytes::copy(kGood));
    passage.end(std::holds_alternative<Allow>(verdict) ? Ending::answered : Ending::denied);
    return std::string(to_string(decision_of(verdict)));
  }
  EffectBook& book() { return *memory->of<EffectBook>("idempotency"); }
};

}  // namespace

TEST_CASE("idempotency: a repeat gets the first answer, however it is spelled") {
  Stage s;
  CHECK(s.play(kRefund, kOne, text_result("refunded")) == "allow");
  CHECK(s.play(kRefund, R"({"amount":10.0,"order":"o1"})") == "replay");
  CHECK(s.answered_of == "c1");
  CHECK(s.code == "idempotency_replay");
  CHECK(s.play(kRefund, R"({"order":"o2","amount":10})") == "allow");
  CHECK(s.play(some_tool("pay", "cancel"), kOne) == "allow");
  CHECK(s.play(some_tool("shop", "refund"), kOne) == "allow");
  CHECK(s.play(some_tool("shop", "refund"), kOne) == "allow");
  CHECK(s.executed == 5);
}

TEST_CASE("idempotency: how often a listed tool may run in a session") {
  Stage s;
  s.policy.guards.idempotency.max_executed = 2;
  CHECK(s.play(kRefund, R"({"o":1})") == "allow");
  CHECK(s.play(kRefund, R"({"o":1})") == "replay");
  CHECK(s.play(kRefund, R"({"o":2})") == "allow");
  CHECK(s.play(kRefund, R"({"o":3})") == "deny");
  CHECK(s.code == "idempotency_limit");
  CHECK(s.play(kRefund, R"({"o":2})") == "replay");
  CHECK(Knobs{}.max_executed == 1);
}

TEST_CASE("idempotency: parallel repeats run once") {
  Stage s;
  const auto first = s.start(kRefund, kOne);
  CHECK(first->allowed());
  const auto second = s.start(kRefund, kOne);
  REQUIRE(std::holds_alternative<Wait>(second->verdict));
  CHECK(std::get<Wait>(second->verdict).hook == nullptr);
  CHECK(std::holds_alternative<Wait>(second->passage.enter()));
  s.finish(*first, text_result("refunded"));
  second->verdict = second->passage.enter();
  REQUIRE(std::holds_alternative<Answer>(second->verdict));
  CHECK(std::get<Answer>(second->verdict).of == "c1");
}

TEST_CASE("idempotency: who has waited long enough is told to come back") {
  Stage s;
  const auto first = s.start(kRefund, kOne);
  const auto second = s.start(kRefund, kOne);
  second->call.set_waited();
  second->verdict = second->passage.enter();
  REQUIRE(std::holds_alternative<Deny>(second->verdict));
  CHECK(std::get<Deny>(second->verdict).why.code == "idempotency_in_flight");
  CHECK(std::get<Deny>(second->verdict).retry_after == Millis{1000});
  s.policy.guards.idempotency.in_flight = Knobs::InFlight::deny;
  s.open();
  CHECK(s.play(kRefund, kOne) == "deny");
}

TEST_CASE("idempotency: an outcome that nobody knows is put to a person") {
  for (const Ending ending : {Ending::failed, Ending::cancelled}) {
    Stage s;
    CHECK(s.play(kRefund, kOne, "", ending) == "allow");
    CHECK(s.play(kRefund, kOne) == "hold");
    CHECK(s.code == "effect_indeterminate");
    CHECK(s.play(kRefund, kOne) == "hold");
    s.clock.advance(std::chrono::hours(1000));
    CHECK(s.play(kRefund, kOne) == "hold");
  }
  Stage s;
  CHECK(s.play(kRefund, kOne, error_result("500")) == "allow");
  CHECK(s.play(kRefund, kOne) == "hold");
  const auto agreed = s.start(kRefund, kOne);
  agreed->call.set_approved();
  agreed->verdict = agreed->passage.enter();
  CHECK(agreed->allowed());
  s.finish(*agreed, text_result("refunded"));
  CHECK(s.play(kRefund, kOne) == "replay");
}

TEST_CASE("idempotency: what surely did not happen may be done again") {
  for (const Failure& failure : {Failure{ErrorClass::network, false, false}, Failure{ErrorClass::validation, true, true},
                                 Failure{ErrorClass::not_found, true, true}}) {
    Stage s;
    s.policy.guards.idempotency.max_executed = 1;
    const auto call = s.start(kRefund, kOne);
    call->passage.failed(failure);
    s.finish(*call, "", Ending::failed);
    CHECK(s.play(kRefund, kOne) == "allow");
  }
  Stage s;
  const auto call = s.start(kRefund, kOne);
  call->passage.failed({ErrorClass::server_error, true, true});
  s.finish(*call, "", Ending::failed);
  CHECK(s.play(kRefund, kOne) == "hold");
}

TEST_CASE("idempotency: what an error means can be said by tool, and so can a repeat after it") {
  Stage s;
  s.policy.guards.idempotency.outcome_on_error = {{"pay__refund", Knobs::OnError::failed}, {"*", Knobs::OnError::succeeded}};
  CHECK(s.play(kRefund, kOne, error_result("no funds")) == "allow");
  CHECK(s.play(kRefund, kOne, error_result("no funds")) == "allow");
  CHECK(s.play(some_tool("pay", "cancel"), kOne, error_result("was cancelled already")) == "allow");
  CHECK(s.play(some_tool("pay", "cancel"), kOne) == "replay");
  Stage deny;
  deny.policy.guards.idempotency.unknown_outcome = Knobs::Unknown::deny;
  CHECK(deny.play(kRefund, kOne, "", Ending::failed) == "allow");
  CHECK(deny.play(kRefund, kOne) == "deny");
  deny.policy.guards.idempotency.unknown_outcome = Knobs::Unknown::allow;
  deny.open();
  CHECK(deny.play(kRefund, kOne) == "allow");
}

TEST_CASE("idempotency: a key names the effect") {
  Stage s;
  s.policy.guards.idempotency.key_args = {{"*", {"id"}}};
  CHECK(s.play(kRefund, R"({"id":"k1","amount":10})") == "allow");
  CHECK(s.play(kRefund, R"({"amount":10,"id":"k1"})") == "replay");
  CHECK(s.play(kRefund, R"({"id":"k1","amount":99})") == "deny");
  CHECK(s.code == "idempotency_mismatch");
  CHECK(s.play(kRefund, R"({"id":"k2","amount":10})") == "hold");
  CHECK(s.code == "idempotency_near_duplicate");
  CHECK(s.play(kRefund, R"({"id":"k3","amount":11})") == "allow");
  s.clock.advance(Millis{600'000});
  CHECK(s.play(kRefund, R"({"id":"k1","amount":10})") == "replay");
  CHECK(s.play(kRefund, R"({"id":"k2","amount":10})") == "allow");
}

TEST_CASE("idempotency: a host's own key counts for every tool that changes something") {
  Stage s{std::vector<std::string>()};
  CHECK(s.keyed(kOne, "k1") == "allow");
  CHECK(s.keyed(kOne, "k1") == "replay");
  CHECK(s.keyed(R"({"order":"o9"})", "k1") == "deny");
  CHECK(s.code == "idempotency_mismatch");
  CHECK(s.keyed(kOne, std::string(256, 'k')) == "deny");
  CHECK(s.code == "idempotency_key_invalid");
}

TEST_CASE("idempotency: the same thing in another spelling is put to a person") {
  Stage s;
  CHECK(s.play(kRefund, R"({"order":"O1","amount":79.99,"reason":"Defective headphones"})") == "allow");
  CHECK(s.play(kRefund, R"({"order":"o1","amount":"79.99","reason":"defective  headphones."})") == "hold");
  CHECK(s.play(kRefund, R"({"order":"o1","amount":79.98,"reason":"defective  headphones."})") == "allow");
  s.policy.guards.idempotency.near_duplicate = Knobs::Near::allow;
  s.open();
  CHECK(s.play(kRefund, R"({"order":"o1","amount":"79.99","reason":"defective  headphones."})") == "allow");
}

TEST_CASE("idempotency: without a key equal arguments are a repeat for a while only") {
  Stage s;
  CHECK(s.play(kRefund, kOne) == "allow");
  s.clock.advance(Millis{599'999});
  CHECK(s.play(kRefund, kOne) == "replay");
  s.clock.advance(Millis{1});
  CHECK(s.play(kRefund, kOne) == "allow");
}

TEST_CASE("idempotency: a rule may demand it") {
  policy::Rule rule;
  auto& demand = rule.obligations.idempotency.emplace();
  demand.keys.push_back({policy::FieldPath{policy::Root::args, {{policy::PathStep::Kind::member, "key", 0}}, "args.key"}});
  demand.keys.push_back({std::nullopt});
  demand.on_unknown_outcome = policy::IdempotencyRule::Unknown::deny;
  demand.on_mismatch = policy::IdempotencyRule::Mismatch::ask;
  Stage s{std::vector<std::string>()};
  s.open();
  const auto play = [&](std::string_view arguments, Ending ending = Ending::answered) {
    Call call("c" + std::to_string(++s.calls), some_tool("x", "frobnicate"), Bytes::copy(arguments));
    call.set_rules({&rule});
    Passage passage(s.chain, call);
    const Verdict verdict = passage.enter();
    if (std::holds_alternative<Allow>(verdict) && ending == Ending::answered) passage.leave(Bytes::copy(Stage::kGood));
    passage.end(std::holds_alternative<Allow>(verdict) ? ending : Ending::denied);
    return std::string(to_string(decision_of(verdict)));
  };
  CHECK(play(R"({"key":"a","n":1})") == "allow");
  CHECK(play(R"({"key":"a","n":1})") == "replay");
  CHECK(play(R"({"key":"a","n":2})") == "hold");
  CHECK(play(R"({"n":3})", Ending::failed) == "allow");
  CHECK(play(R"({"n":3})") == "deny");
}

TEST_CASE("idempotency: tools whose name tells of an effect are watched, and refused only on demand") {
  Stage s{std::vector<std::string>()};
  for (int i = 0; i < 3; ++i) CHECK(s.play(kRefund, kOne) == "allow");
  REQUIRE(s.would_be.size() == 1);
  CHECK(s.would_be[0].decision == Decision::replay);
  for (const char* name : {"list_payments", "get_order", "write_file", "run_tests", "order_by"})
    for (int i = 0; i < 2; ++i) {
      CHECK(s.play(some_tool("x", name), kOne) == "allow");
      if (std::string(name) != "order_by") CHECK(s.would_be.empty());
    }
  s.policy.guards.idempotency.verbs = Mode::enforce;
  s.open();
  CHECK(s.play(kRefund, kOne) == "replay");
}

TEST_CASE("idempotency: effects of different tickets are kept apart") {
  Stage s;
  s.policy.guards.idempotency.ticket = "args.ticket";
  CHECK(s.play(kRefund, R"({"ticket":"t1","id":7})") == "allow");
  CHECK(s.play(kRefund, R"({"ticket":"t2","id":7})") == "allow");
  CHECK(s.play(kRefund, R"({"ticket":"t1","id":7})") == "replay");
}

TEST_CASE("idempotency: a key of ours is written where the tool wants one") {
  Stage s;
  s.policy.guards.idempotency.inject_key = {{"pay__*", "idempotency_key"}};
  const auto call = s.start(kRefund, kOne);
  CHECK(call->allowed());
  CHECK(call->call.repaired());
  const std::string sent(call->call.arguments());
  CHECK(sent.starts_with(R"({"order":"o1","amount":10,"idempotency_key":"cg-)"));
  s.finish(*call, text_result("ok"));
  CHECK(s.play(kRefund, kOne) == "replay");
  const auto own = s.start(kRefund, R"({"idempotency_key":"mine"})");
  CHECK_FALSE(own->call.repaired());
}

TEST_CASE("idempotency: a call refused by others leaves no trace; observing changes nothing") {
  Stage s;
  {
    const auto call = s.start(kRefund, kOne);
    call->passage.end(Ending::denied);
  }
  CHECK(s.play(kRefund, kOne) == "allow");
  Stage watch;
  watch.policy.guards.idempotency.mode = Mode::observe;
  for (int i = 0; i < 3; ++i) CHECK(watch.play(kRefund, kOne) == "allow");
  CHECK(watch.executed == 3);
}

TEST_CASE("idempotency: what is kept of effects is bounded, and open ones stay") {
  MemoryEffects effects(2, 100);
  const auto effect = [](std::string key, EffectState state, std::string_view result = "") {
    return OnceEffect{key, "c", "n" + key, "t", "c1", state, WallTime{}, Millis{1}, Bytes::copy(result)};
  };
  CHECK(effects.put(effect("a", EffectState::unknown)));
  CHECK(effects.put(effect("b", EffectState::succeeded, "12345")));
  CHECK(effects.put(effect("c", EffectState::in_flight)));
  CHECK(effects.find("b") == nullptr);
  CHECK(effects.find("a") != nullptr);
  CHECK(effects.bytes() == 0);
  CHECK_FALSE(effects.put(effect("d", EffectState::in_flight)));
  CHECK(effects.put(effect("c", EffectState::succeeded, std::string(26, 'x'))));
  CHECK(effects.bytes() == 0);
  effects.erase("a");
  effects.set_bounds(8, 100);
  for (int i = 0; i < 6; ++i) CHECK(effects.put(effect(std::to_string(i), EffectState::succeeded, std::string(25, 'x'))));
  CHECK(effects.bytes() == 100);
  CHECK(effects.find("0")->result.empty());
  CHECK_FALSE(effects.find("5")->result.empty());
  CHECK(effects.find_near("n5", "5") == nullptr);
  CHECK(effects.find_near("n5", "x")->key == "5");
  Stage s;
  s.policy.guards.idempotency.max_entries = 16;
  for (int i = 0; i < 16; ++i)
    CHECK(s.play(kRefund, "{\"n\":" + std::to_string(i) + "}", "", Ending::failed) == "allow");
  CHECK(s.play(kRefund, R"({"n":99})") == "deny");
  CHECK(s.code == "idempotency_full");
}
