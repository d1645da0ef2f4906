#include <doctest/doctest.h>

#include "core/guards/budget/window.h"
#include "core/policy/rule.h"
#include "guard_stage.h"

using namespace callgate;
using namespace callgate::guard;

namespace {

using policy::Amount;

struct Stage : GuardStage {
  Stage() { policy.guards.budget.mode = Mode::enforce; }
  policy::BudgetKnobs& knobs() { return policy.guards.budget; }
  // A call that one rule matches.
  std::unique_ptr<Underway> begin(const policy::Rule& rule, std::string_view arguments, mcp::ToolPtr tool = some_tool("pay", "create_payment")) {
    if (!chain) open();
    auto made = std::unique_ptr<Underway>(new Underway(chain, "c" + std::to_string(++calls), std::move(tool), arguments, &rule));
    code.clear(), reason.clear(), retry_after.reset();
    if (const Deny* deny = std::get_if<Deny>(&made->verdict)) {
      code = deny->why.code, reason = deny->why.reason, retry_after = deny->retry_after;
      CHECK(deny->why.rule == rule.id);
    }
    return made;
  }
  std::string play_rule(const policy::Rule& rule, std::string_view arguments, Ending ending = Ending::answered) {
    const auto call = begin(rule, arguments);
    return finish(*call, kGood, ending);
  }
};

Amount money(std::string_view text) {
  return Amount::read(text).value();
}
policy::FieldPath field(std::string key) {
  const std::string text = "args." + key;
  return {policy::Root::args, {{policy::PathStep::Kind::member, std::move(key), 0}}, text};
}
policy::Rule spending(std::string max, std::optional<Millis> per = std::nullopt) {
  policy::Rule rule;
  rule.id = "payments";
  rule.obligations.budget = policy::BudgetRule{"spend", field("amount"), std::move(max), per, {}};
  return rule;
}
policy::Rule limited(std::int64_t calls, std::optional<Millis> per, std::vector<policy::Apart> by = {}) {
  policy::Rule rule;
  rule.id = "rate";
  rule.obligations.limits.push_back({calls, per, std::nullopt, std::move(by)});
  return rule;
}

const auto kRead = reading("kb", "get_page");
const auto kWrite = some_tool("fs", "write_file");

}  // namespace

TEST_CASE("budget: the cost has to stay under its limit, exactly") {
  Stage s;
  s.knobs().max_cost = money("1.00");
  s.knobs().price = {{"*", money("0.04")}};
  for (int i = 0; i < 24; ++i) {
    const std::string got = s.play(kWrite);
    CHECK(got == (i == 19 ? "warn" : "allow"));
  }
  CHECK(s.play(kWrite) == "deny");
  CHECK(s.code == "cost_exceeded");
  CHECK(s.play(kWrite) == "deny");
}

TEST_CASE("budget: prices by tool; what failed costs, what never went out does not") {
  Stage s;
  s.knobs().max_cost = money("0.5");
  s.knobs().warn = 1;
  s.knobs().price = {{"*", money("0.04")}, {"fs__write_*", money("0.45")}};
  CHECK(s.play(kRead) == "allow");
  {
    const auto call = s.start(kWrite);
    call->passage.failed({ErrorClass::network, false, false});
    s.finish(*call, "", Ending::failed);
  }
  CHECK(s.play(kWrite, "{}", "", Ending::failed) == "allow");
  CHECK(s.play(kRead) == "deny");
  CHECK(s.play(kWrite) == "deny");
}

TEST_CASE("budget: calls, attempts, kinds and tools") {
  {
    Stage s;
    s.knobs().max_calls = 2;
    for (const char* want : {"allow", "allow", "deny", "deny"}) CHECK(s.play(kWrite) == want);
  }
  {
    Stage s;
    s.knobs().max_attempts = 3;
    for (const char* want : {"allow", "allow", "allow", "deny", "deny"}) CHECK(s.play(kWrite) == want);
    CHECK(s.code == "attempts_exceeded");
  }
  {
    Stage s;
    s.knobs().max_attempts = 3;
    s.knobs().per_tool = {{"*", 0}};
    for (int i = 0; i < 3; ++i) {
      CHECK(s.play(kWrite) == "deny");
      CHECK(s.code == "tool_calls_exceeded");
    }
    CHECK(s.play(kWrite) == "deny");
    CHECK(s.code == "attempts_exceeded");
  }
  {
    Stage s;
    s.knobs().discovery = 1;
    s.knobs().execution = 2;
    s.knobs().total = 3;
    CHECK(s.play(kRead) == "allow");
    CHECK(s.play(kRead) == "deny");
    CHECK(s.play(kWrite) == "allow");
    CHECK(s.play(kWrite) == "allow");
    CHECK(s.play(kWrite) == "deny");
  }
  {
    Stage s;
    s.knobs().unique_tools = 5;
    const char* const want[] = {"allow", "allow", "allow", "allow", "allow", "deny", "allow"};
    for (std::size_t i = 0; i < 7; ++i) CHECK(s.play(some_tool("x", std::string(1, "abcdefa"[i]))) == want[i]);
  }
}

TEST_CASE("budget: a tool's own limit beats the general one, and may come with advice") {
  Stage s;
  s.knobs().per_tool = {{"*", 10}, {"kb__*", 2}};
  CHECK(s.play(kRead) == "allow");
  CHECK(s.play(kRead) == "allow");
  CHECK(s.play(kRead) == "deny");
  CHECK(s.play(kWrite) == "allow");
  s.knobs().at_limit = policy::BudgetKnobs::AtLimit::rewrite;
  s.open();
  CHECK(s.play(kRead) == "rewrite");
  s.knobs().at_limit = policy::BudgetKnobs::AtLimit::warn;
  s.open();
  CHECK(s.play(kRead) == "warn");
}

TEST_CASE("budget: two hundred calls at once overrun nothing, and what ends makes room") {
  Stage s;
  std::vector<std::unique_ptr<Underway>> calls;
  for (int i = 0; i < 200; ++i) {
    calls.push_back(s.start(kWrite));
    CHECK(calls.back()->allowed() == (i < 100));
  }
  CHECK(s.code == "fan_out_exceeded");
  CHECK(s.retry_after == Millis{1000});
  for (auto& call : calls) s.finish(*call, GuardStage::kGood);
  CHECK(s.play(kWrite) == "allow");
  Stage cost;
  cost.knobs().max_cost = money("1");
  cost.knobs().price = {{"*", money("0.04")}};
  std::vector<std::unique_ptr<Underway>> paid;
  int sent = 0;
  for (int i = 0; i < 200; ++i) {
    paid.push_back(cost.start(kWrite));
    sent += paid.back()->allowed();
  }
  CHECK(sent == 24);
}

TEST_CASE("budget: a chain of calls without a pause; calls side by side are one step") {
  Stage s;
  s.knobs().chain = 3;
  {
    const auto a = s.start(kWrite), b = s.start(kWrite), c = s.start(kWrite), d = s.start(kWrite);
    for (const auto* call : {&a, &b, &c, &d}) CHECK(s.finish(**call, GuardStage::kGood) == "allow");
  }
  CHECK(s.play(kWrite) == "allow");
  CHECK(s.play(kWrite) == "allow");
  CHECK(s.play(kWrite) == "deny");
  CHECK(s.code == "chain_exceeded");
  CHECK(s.retry_after == Millis{30'000});
  s.clock.advance(Millis{30'000});
  CHECK(s.play(kWrite) == "allow");
}

TEST_CASE("budget: so many calls in any minute") {
  Stage s;
  s.knobs().rate = {2, Millis{60'000}};
  CHECK(s.play(kWrite) == "allow");
  s.clock.advance(Millis{30'000});
  CHECK(s.play(kWrite) == "allow");
  CHECK(s.play(kWrite) == "deny");
  CHECK(s.code == "rate_exceeded");
  CHECK(s.retry_after == Millis{30'000});
  s.clock.advance(Millis{30'000});
  CHECK(s.play(kWrite) == "allow");
  CHECK(s.play(kWrite) == "deny");
}

TEST_CASE("budget: a rule's sum may reach its maximum and not pass it") {
  Stage s;
  const policy::Rule rule = spending("50000");
  for (int i = 0; i < 25; ++i) CHECK(s.play_rule(rule, R"({"amount":2000})") == "allow");
  CHECK(s.play_rule(rule, R"({"amount":0.000000001})") == "deny");
  CHECK(s.code == "budget_exceeded");
  CHECK_FALSE(s.retry_after);
  CHECK(s.play_rule(rule, R"({"amount":0})") == "allow");
  Stage tenths;
  const policy::Rule small = spending("0.3");
  for (int i = 0; i < 3; ++i) CHECK(tenths.play_rule(small, R"({"amount":1e-1})") == "allow");
  CHECK(tenths.play_rule(small, R"({"amount":0.1})") == "deny");
}

TEST_CASE("budget: what cannot be summed is refused") {
  Stage s;
  const policy::Rule rule = spending("100");
  for (const char* arguments : {R"({"amount":"10"})", R"({"amount":-1})", R"({"amount":null})", "{}", R"({"amount":[1]})",
                                R"({"amount":0.0000000001})", R"({"amount":1e300})"}) {
    CHECK(s.play_rule(rule, arguments) == "deny");
    CHECK(s.code == "policy_type_error");
  }
}

TEST_CASE("budget: a rule's calls in any minute, by what it says, given back if they never ran") {
  Stage s;
  const policy::Rule rule = limited(1, Millis{60'000}, {{policy::Apart::What::field, field("repo")}});
  for (int i = 0; i < 5; ++i) CHECK(s.play_rule(rule, R"({"repo":"a"})", Ending::denied) == "allow");
  CHECK(s.play_rule(rule, R"({"repo":"a"})") == "allow");
  CHECK(s.play_rule(rule, R"({"repo":"a"})") == "deny");
  CHECK(s.code == "limit_exceeded");
  CHECK(s.retry_after == Millis{60'000});
  CHECK(s.play_rule(rule, R"({"repo":"b"})") == "allow");
  CHECK(s.play_rule(rule, "{}") == "allow");
  s.clock.advance(Millis{60'000});
  CHECK(s.play_rule(rule, R"({"repo":"a"})") == "allow");
}

TEST_CASE("budget: a rule that only watches or warns") {
  Stage s;
  policy::Rule rule = limited(1, std::nullopt);
  rule.mode = Mode::observe;
  CHECK(s.play_rule(rule, "{}") == "allow");
  const auto call = s.begin(rule, "{}");
  CHECK(call->allowed());
  CHECK(call->passage.would_be().size() == 1);
  rule.mode = Mode::warn;
  CHECK(s.play_rule(rule, "{}") == "warn");
}

TEST_CASE("budget: no more accounts than are allowed, and none in use is forgotten") {
  Stage s;
  s.knobs().max_entries = 16;
  s.knobs().unique_tools.reset();
  const policy::Rule rule = limited(1, Millis{1000}, {{policy::Apart::What::field, field("n")}});
  for (int i = 0; i < 16; ++i) CHECK(s.play_rule(rule, "{\"n\":" + std::to_string(i) + "}") == "allow");
  CHECK(s.play_rule(rule, R"({"n":99})") == "deny");
  CHECK(s.play_rule(rule, R"({"n":0})") == "deny");
  s.clock.advance(Millis{1000});
  CHECK(s.play_rule(rule, R"({"n":99})") == "allow");
}

TEST_CASE("budget: observing refuses nothing and counts what ran; accounts outlive a policy") {
  Stage s;
  s.knobs().mode = Mode::observe;
  s.knobs().max_calls = 1;
  for (int i = 0; i < 3; ++i) CHECK(s.play(kWrite) == "allow");
  CHECK(s.would_be.size() == 1);
  s.knobs().mode = Mode::enforce;
  s.knobs().max_calls = 4;
  s.open();
  CHECK(s.play(kWrite) == "allow");
  CHECK(s.play(kWrite) == "deny");
}

TEST_CASE("a window slides, gives back, and joins what is oldest") {
  Window window;
  window.slide_over(Millis{100});
  const Instant start{};
  for (int i = 0; i < 2000; ++i) window.take(start + Millis{i / 100}, Amount::of(1));
  CHECK(window.slices() == Window::kMaxSlices);
  CHECK(window.used(start + Millis{99}) == Amount::of(2000));
  window.give_back(start + Millis{19}, Amount::of(1));
  CHECK(window.used(start + Millis{118}) == Amount::of(99));
  CHECK(window.used(start + Millis{119}) == Amount());
  CHECK(window.until_room(start, Amount::of(1), Amount::of(1)) == Millis{1});
  Window forever;
  forever.take(start, Amount::of(5));
  CHECK(forever.used(start + std::chrono::hours(9999)) == Amount::of(5));
  CHECK_FALSE(forever.until_room(start, Amount::of(1), Amount::of(5)));
  forever.give_back(start, Amount::of(2));
  CHECK(forever.used(start) == Amount::of(3));
}

TEST_CASE("amounts are exact decimals") {
  CHECK((money("0.1") + money("0.2")) == money("0.3"));
  CHECK(money("5e1") == money("50.0"));
  CHECK(money("-0") == Amount());
  CHECK(money("123456789012345678.123456789").text() == "123456789012345678.123456789");
  CHECK(money("0.04").text() == "0.04");
  CHECK(money("-1.5").text() == "-1.5");
  CHECK(money("1200").text() == "1200");
  CHECK(money("-1") < money("0.000000001"));
  for (const char* text : {"0.0000000001", "1e19", "1e400", "\"1\"", "true", "", "nan", "1 2", "-"}) CHECK_FALSE(Amount::read(text));
}
