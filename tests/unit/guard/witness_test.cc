#include "core/guard/witness.h"

#include <doctest/doctest.h>

#include "scripted_guard.h"

using namespace callgate;
using namespace callgate::guard;

namespace {

struct Notebook final : Witness {
  void asked(const Guard& guard, Mode mode, std::optional<Before> place) override {
    line = std::string(guard.kind()) + "@" + std::string(place ? to_string(*place) : "reserve");
    if (mode == Mode::observe) line += "(observe)";
  }
  void answered(const Verdict& verdict) override {
    lines.push_back(line + "=" + std::string(to_string(decision_of(verdict))));
  }
  std::string line;
  Log lines;
};

Deny no() {
  return Deny{{"", "", "no", "No.", ""}};
}

Log watched(ScriptedChain& chain) {
  Call call("c1", some_tool(), Bytes::copy("{}"));
  Passage passage(chain.build(), call);
  Notebook notebook;
  passage.watch(notebook);
  passage.enter();
  return notebook.lines;
}

}  // namespace

TEST_CASE("a witness sees every guard that is asked, in order, and what it answers") {
  ScriptedChain chain;
  chain.add("late", Before::limits);
  chain.add("early", Before::names);
  CHECK(watched(chain) ==
        Log{"early@names=allow", "late@limits=allow", "late@reserve=allow", "early@reserve=allow"});
}

TEST_CASE("a witness sees what an observing guard says, and nothing behind a denial") {
  ScriptedChain chain;
  chain.add("lookout", Before::pins, Mode::observe).judge = [](Call&) -> Verdict { return no(); };
  chain.add("judge", Before::rules).judge = [](Call&) -> Verdict { return no(); };
  chain.add("never", Before::limits);
  CHECK(watched(chain) == Log{"lookout@pins(observe)=deny", "judge@rules=deny"});
  chain.log.clear();
  ScriptedChain last;
  last.add("taker", Before::names).reserving = [](Call&) { return std::optional<Deny>(no()); };
  CHECK(watched(last) == Log{"taker@names=allow", "taker@reserve=deny"});
}

TEST_CASE("a chain names its stations, before and after") {
  ScriptedChain chain;
  chain.add("b", Before::limits).after_places = {After::cleanse};
  chain.add("a", Before::names, Mode::observe);
  const auto built = chain.build();
  const auto stations = built->stations();
  REQUIRE(stations.size() == 2);
  CHECK(stations[0].guard == "a");
  CHECK(stations[0].mode == Mode::observe);
  CHECK(stations[1].place == Before::limits);
  REQUIRE(built->stations_after().size() == 1);
  CHECK(built->stations_after()[0] == "b");
}
