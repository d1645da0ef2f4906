#include "core/guard/chain.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <stdexcept>

#include "scripted_guard.h"

using namespace callgate;
using namespace callgate::guard;

namespace {

struct Ride {
  explicit Ride(ScriptedChain& chain, std::string arguments = "{}")
      : call("c1", some_tool(), Bytes::copy(arguments)), passage(chain.build(), call) {}
  Call call;
  Passage passage;
};

std::string code_of(Verdict verdict) {
  const Finding* why = finding_of(verdict);
  return why ? why->code : "allow";
}
std::string would_be(const Passage& passage) {
  std::string out;
  for (const auto& [decision, why] : passage.would_be())
    out += std::string(to_string(decision)) + ":" + why.guard + " ";
  return out;
}

}  // namespace

TEST_CASE("guards are asked in the order of their places, and settled once, newest first") {
  ScriptedChain chain;
  chain.add("late", Before::limits);
  chain.add("early", Before::pins);
  chain.add("also late", Before::limits);
  {
    Ride ride(chain);
    CHECK(std::holds_alternative<Allow>(ride.passage.enter()));
    ride.passage.end(Ending::answered);
    ride.passage.end(Ending::failed);
  }
  CHECK(chain.log == Log{"early", "late", "also late", "late reserve", "early reserve", "also late reserve",
                         "also late answered", "late answered", "early answered"});
}

TEST_CASE("a passage that is dropped settles what it entered as cancelled") {
  ScriptedChain chain;
  chain.add("a", Before::pins);
  {
    Ride ride(chain);
    ride.passage.enter();
  }
  CHECK(chain.log == Log{"a", "a reserve", "a cancelled"});
  chain.log.clear();
  ScriptedChain untouched;
  untouched.add("b", Before::pins);
  { Ride ride(untouched); }
  CHECK(untouched.log.empty());
}

TEST_CASE("a denial stops the chain and settles at once") {
  ScriptedChain chain;
  chain.add("a", Before::pins);
  chain.add("b", Before::names).judge = [](Call&) { return deny_because("no_b"); };
  chain.add("c", Before::rules);
  Ride ride(chain);
  CHECK(code_of(ride.passage.enter()) == "no_b");
  CHECK(chain.log == Log{"a", "b", "b denied", "a denied"});
}

TEST_CASE("an ask goes on, a later denial wins, and the first asker names the merged ask") {
  const auto approval = [](ScriptedChain& chain) {
    chain.add("approval", Before::approval).judge = [](Call& call) -> Verdict {
      if (call.held()) return call.asks().front();
      return Allow{};
    };
  };
  ScriptedChain chain;
  chain.add("a", Before::names).judge = [](Call&) { return ask_because("ask_a"); };
  chain.add("b", Before::rules).judge = [](Call&) { return ask_because("ask_b"); };
  auto& limits = chain.add("limits", Before::limits);
  approval(chain);
  Ride ride(chain);
  CHECK(code_of(ride.passage.enter()) == "ask_a");
  CHECK(ride.call.asks().size() == 2);

  SUBCASE("after the approval only what may have changed is judged again") {
    chain.log.clear();
    ride.call.set_approved();
    CHECK(code_of(ride.passage.enter()) == "allow");
    CHECK(chain.log == Log{"limits", "a reserve", "b reserve", "limits reserve", "approval reserve"});
  }
  SUBCASE("and may refuse now") {
    limits.judge = [](Call&) { return deny_because("too_many"); };
    ride.call.set_approved();
    CHECK(code_of(ride.passage.enter()) == "too_many");
  }
  SUBCASE("without an approval it is asked again, with nothing twice") {
    CHECK(code_of(ride.passage.enter()) == "ask_a");
    CHECK(ride.call.asks().size() == 2);
  }
  ScriptedChain denied;
  denied.add("a", Before::names).judge = [](Call&) { return ask_because("ask_a"); };
  denied.add("b", Before::rules).judge = [](Call&) { return deny_because("no_b"); };
  approval(denied);
  Ride second(denied);
  CHECK(code_of(second.passage.enter()) == "no_b");
}

TEST_CASE("with approvals switched off, what would have to be asked is refused") {
  ScriptedChain chain;
  chain.add("a", Before::names).judge = [](Call&) { return ask_because("ask_a"); };
  Ride ride(chain);
  CHECK(code_of(ride.passage.enter()) == "approval_off");
  CHECK(chain.log == Log{"a", "a denied"});
}

TEST_CASE("memory answers only what nobody asked about") {
  for (const bool asked : {false, true}) {
    ScriptedChain chain;
    if (asked) chain.add("a", Before::names).judge = [](Call&) { return ask_because("ask_a"); };
    chain.add("memory", Before::reuse).judge = [](Call&) { return answer_from_memory(); };
    chain.add("approval", Before::approval).judge = [](Call& call) -> Verdict {
      if (call.held()) return call.asks().front();
      return Allow{};
    };
    Ride ride(chain);
    CHECK(code_of(ride.passage.enter()) == (asked ? "ask_a" : "cache_hit"));
  }
}

TEST_CASE("an answer from memory is treated only by the guards before the one that gave it") {
  ScriptedChain chain;
  chain.add("outside", Before::names).after_places = {After::cleanse};
  auto& memory = chain.add("memory", Before::reuse);
  memory.after_places = {After::store};
  memory.judge = [](Call&) { return answer_from_memory(); };
  chain.add("inside", Before::limits).after_places = {After::record};
  Ride ride(chain);
  Verdict verdict = ride.passage.enter();
  REQUIRE(std::holds_alternative<Answer>(verdict));
  CHECK(std::holds_alternative<Keep>(ride.passage.leave(std::get<Answer>(verdict).result)));
  ride.passage.end(Ending::answered);
  CHECK(chain.log == Log{"outside", "memory", "outside after", "memory answered", "outside answered"});
}

TEST_CASE("repaired arguments pass once more by everyone who looked at the old ones") {
  ScriptedChain chain;
  chain.add("names", Before::names);
  auto& schema = chain.add("schema", Before::schema);
  schema.judge = [](Call& call) -> Verdict {
    if (call.arguments() == R"({"n":"1"})")
      return Repair{{"", "", "coerced", "n is a number", ""}, R"({"n":1})"};
    return Allow{};
  };
  auto& resources = chain.add("resources", Before::resources);
  auto& secrets = chain.add("secrets", Before::secrets);
  secrets.judge = [](Call& call) -> Verdict {
    if (call.arguments() == R"({"n":1})") return Repair{{"", "", "cut", "cut", ""}, R"({"n":2})"};
    return Allow{};
  };
  Ride ride(chain, R"({"n":"1"})");

  SUBCASE("and the call goes on with them") {
    CHECK(code_of(ride.passage.enter()) == "allow");
    CHECK(ride.call.arguments() == R"({"n":2})");
    CHECK(ride.passage.taken().size() == 2);
    chain.log.resize(8);
    CHECK(chain.log ==
          Log{"names", "schema", "schema", "resources", "secrets", "schema", "resources", "secrets"});
  }
  SUBCASE("a guard before the repairer may refuse the new ones") {
    resources.judge = [](Call& call) -> Verdict {
      if (call.arguments() == R"({"n":2})") return deny_because("no_two");
      return Allow{};
    };
    CHECK(code_of(ride.passage.enter()) == "no_two");
  }
  SUBCASE("a repair that never ends is refused") {
    secrets.judge = [](Call&) { return Repair{{"", "", "cut", "cut", ""}, R"({"n":3})"}; };
    CHECK(code_of(ride.passage.enter()) == "repair_unstable");
  }
}

TEST_CASE("a repair after the approval is refused: the person agreed to other arguments") {
  ScriptedChain chain;
  chain.add("limits", Before::limits).judge = [](Call&) { return Repair{{"", "", "cut", "cut", ""}, "{}"}; };
  Ride ride(chain);
  ride.call.set_approved();
  CHECK(code_of(ride.passage.enter()) == "repair_unstable");
}

TEST_CASE("one refused reserve gives back what was taken") {
  ScriptedChain chain;
  chain.add("a", Before::cost);
  chain.add("b", Before::limits).reserving = [](Call&) { return deny_because("full"); };
  chain.add("c", Before::capacity);
  Ride ride(chain);
  CHECK(code_of(ride.passage.enter()) == "full");
  CHECK(chain.log == Log{"a", "b", "c", "a reserve", "b reserve", "c denied", "b denied", "a denied"});
}

TEST_CASE("a guard that throws denies when enforcing and is settled all the same") {
  ScriptedChain chain;
  chain.add("a", Before::pins);
  chain.add("broken", Before::names).judge = [](Call&) -> Verdict {
    throw std::runtime_error("out of order");
  };
  Ride ride(chain);
  Verdict verdict = ride.passage.enter();
  REQUIRE(std::holds_alternative<Deny>(verdict));
  CHECK(finding_of(verdict)->code == "guard_error");
  CHECK(finding_of(verdict)->guard == "broken");
  CHECK(finding_of(verdict)->reason == "The guard 'broken' failed, so the call is refused (out of order).");
  CHECK(chain.log == Log{"a", "broken", "broken denied", "a denied"});
}

TEST_CASE("a guard that throws while reserving denies, and everything taken goes back") {
  ScriptedChain chain;
  chain.add("a", Before::pins);
  chain.add("broken", Before::limits).reserving = [](Call&) -> std::optional<Deny> { throw 7; };
  Ride ride(chain);
  CHECK(code_of(ride.passage.enter()) == "guard_error");
  CHECK(chain.log == Log{"a", "broken", "a reserve", "broken reserve", "broken denied", "a denied"});
}

TEST_CASE(
    "where results are changed, a guard that throws withholds; where they are remembered, it does not") {
  for (const After place :
       {After::outcome, After::record, After::cleanse, After::rules, After::output, After::store}) {
    ScriptedChain chain;
    auto& broken = chain.add("broken", Before::names);
    broken.after_places = {place};
    broken.treat = [](Call&, const Bytes&) -> Amend { throw std::runtime_error("out of order"); };
    Ride ride(chain);
    ride.passage.enter();
    const bool changes = place == After::cleanse || place == After::rules || place == After::output;
    CHECK(std::holds_alternative<Withhold>(ride.passage.leave(Bytes::copy("{}"))) == changes);
    CHECK(ride.passage.taken().size() == (changes ? 0 : 1));
  }
}

TEST_CASE("results pass from guard to guard, and a withheld one ends there") {
  ScriptedChain chain;
  auto& first = chain.add("first", Before::names);
  first.after_places = {After::cleanse};
  first.treat = [](Call&, const Bytes&) {
    return Replace{{"", "", "cleaned", "", ""}, Decision::redact, Bytes::copy("1")};
  };
  auto& second = chain.add("second", Before::names);
  second.after_places = {After::output};
  second.treat = [](Call&, const Bytes& result) {
    return Replace{
        {"", "", "cut", "", ""}, Decision::truncate, Bytes::copy(std::string(result.view()) + "2")};
  };
  SUBCASE("both changes count") {
    Ride ride(chain);
    ride.passage.enter();
    const Amend amend = ride.passage.leave(Bytes::copy("0"));
    REQUIRE(std::holds_alternative<Replace>(amend));
    CHECK(std::get<Replace>(amend).result.view() == "12");
    REQUIRE(ride.passage.taken().size() == 1);
    CHECK(ride.passage.taken()[0].first == Decision::redact);
    CHECK(ride.passage.taken()[0].second.guard == "first");
  }
  SUBCASE("withheld") {
    first.treat = [](Call&, const Bytes&) { return Withhold{{"", "", "poison", "", ""}}; };
    Ride ride(chain);
    ride.passage.enter();
    CHECK(std::holds_alternative<Withhold>(ride.passage.leave(Bytes::copy("0"))));
    CHECK(std::count(chain.log.begin(), chain.log.end(), "second after") == 0);
  }
}

TEST_CASE("observe lets everything happen and says what would have") {
  ScriptedChain chain;
  auto& asking = chain.add("asking", Before::names, Mode::observe);
  asking.judge = [](Call& call) {
    call.warn({"", "", "odd", "odd", ""});
    return ask_because("ask");
  };
  asking.after_places = {After::cleanse};
  asking.treat = [](Call&, const Bytes&) { return Withhold{{"", "", "poison", "", ""}}; };
  chain.add("repairing", Before::schema, Mode::observe).judge = [](Call&) {
    return Repair{{"", "", "coerced", "", ""}, "{\"changed\":1}"};
  };
  chain.add("memory", Before::reuse, Mode::observe).judge = [](Call&) { return answer_from_memory(); };
  chain.add("throwing", Before::cost, Mode::observe).judge = [](Call&) -> Verdict { throw 1; };
  chain.add("denying", Before::limits, Mode::observe).judge = [](Call&) {
    return deny_because("never recorded");
  };
  Ride ride(chain);
  CHECK(code_of(ride.passage.enter()) == "allow");
  CHECK(ride.call.arguments() == "{}");
  CHECK(ride.call.warnings().empty());
  CHECK(ride.passage.taken().empty());
  CHECK(std::holds_alternative<Keep>(ride.passage.leave(Bytes::copy("{}"))));
  // A held call is not answered from memory, and nothing is imagined behind the first denial.
  CHECK(would_be(ride.passage) == "warn:asking hold:asking repair:repairing deny:throwing ");
  chain.log.clear();
  ride.passage.end(Ending::answered);
  CHECK(chain.log == Log{"denying answered", "throwing answered", "memory answered", "repairing answered",
                         "asking answered"});
}

TEST_CASE("observed limits follow what really happened, so that denials that did not happen do not pile up") {
  // Three calls a run; the fourth and fifth would have been refused, and each of them ran.
  struct Limit final : Guard {
    std::string_view kind() const override { return "limit"; }
    void enrol(ChainBuilder&) override {}
    std::optional<Deny> reserve(Call&) override {
      if (ran >= 3) return deny_because("limit");
      return std::nullopt;
    }
    void settle(const Call&, Ending ending) noexcept override { ran += ending == Ending::answered; }
    int ran = 0;
  };
  std::vector<GuardChain::Member> members;
  members.push_back({std::make_unique<Limit>(), Mode::observe});
  const auto& limit = static_cast<const Limit&>(*members[0].guard);
  const auto chain = std::make_shared<const GuardChain>(std::move(members));
  int refused = 0;
  for (int i = 0; i < 5; ++i) {
    Call call("c", some_tool(), {});
    Passage passage(chain, call);
    CHECK(std::holds_alternative<Allow>(passage.enter()));
    refused += static_cast<int>(passage.would_be().size());
    passage.end(Ending::answered);
  }
  CHECK(refused == 2);
  CHECK(limit.ran == 5);
}

TEST_CASE("warn lets the call go on and tells the host") {
  ScriptedChain chain;
  chain.add("a", Before::names, Mode::warn).judge = [](Call&) { return deny_because("no_a"); };
  Ride ride(chain);
  CHECK(code_of(ride.passage.enter()) == "allow");
  REQUIRE(ride.passage.taken().size() == 1);
  CHECK(ride.passage.taken()[0].first == Decision::warn);
  CHECK(ride.passage.taken()[0].second.code == "no_a");
  CHECK(ride.passage.would_be().empty());
}

TEST_CASE("a guard that is off is not there, and only an enforcing one hides tools") {
  ScriptedChain chain;
  chain.add("off", Before::names, Mode::off).listed = false;
  chain.add("observing", Before::names, Mode::observe).listed = false;
  const auto built = chain.build();
  CHECK(built->lists(*some_tool()));
  ScriptedChain hiding;
  hiding.add("enforcing", Before::names).listed = false;
  CHECK_FALSE(hiding.build()->lists(*some_tool()));
  CHECK(ScriptedChain{}.build()->empty());
}

TEST_CASE("a chain has room for every guard there will be, and says so beyond") {
  ScriptedChain chain;
  for (std::size_t i = 0; i < GuardChain::kMaxGuards; ++i) chain.add("g", Before::names);
  {
    Ride ride(chain);
    CHECK(code_of(ride.passage.enter()) == "allow");
  }
  CHECK(chain.log.size() == 3 * GuardChain::kMaxGuards);
  ScriptedChain more;
  for (std::size_t i = 0; i <= GuardChain::kMaxGuards; ++i) more.add("g", Before::names);
  CHECK_THROWS_AS(more.build(), std::length_error);
}
