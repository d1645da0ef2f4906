#include "gateway/held.h"

#include <doctest/doctest.h>

#include <set>

using namespace callgate;

namespace {

// Held never looks into an exchange: any two addresses will do.
char one_place, other_place;
Exchange& one() {
  return reinterpret_cast<Exchange&>(one_place);
}
Exchange& other() {
  return reinterpret_cast<Exchange&>(other_place);
}

}  // namespace

TEST_SUITE("held") {
  TEST_CASE("a state leads back to its exchange, once") {
    ManualClock clock;
    Held held(std::string(32, 'k'), clock);
    const std::string first = held.park(&one(), "call a"), second = held.park(&other(), "call b");
    CHECK(held.is_ours(first));
    CHECK(held.claim(second, "call b").value() == &other());
    CHECK(held.claim(first, "call a").value() == &one());
    CHECK(held.claim(first, "call a").error().code == Errc::not_found);
  }

  TEST_CASE("it is good for its own subject only") {
    ManualClock clock;
    Held held(std::string(32, 'k'), clock);
    const std::string state = held.park(&one(), "call a");
    CHECK(held.claim(state, "call b").error().code == Errc::invalid);
    CHECK(held.claim(state, "").error().code == Errc::invalid);
    // A failed claim does not use it up.
    CHECK(held.claim(state, "call a").value() == &one());
  }

  TEST_CASE("no byte of it can be changed") {
    ManualClock clock;
    Held held(std::string(32, 'k'), clock);
    const std::string state = held.park(&one(), "call");
    for (std::size_t i = 0; i < state.size(); ++i) {
      std::string changed = state;
      changed[i] = changed[i] == 'a' ? 'b' : 'a';
      CHECK(held.claim(changed, "call").error().code == Errc::invalid);
      CHECK(held.claim(state.substr(0, i), "call").error().code == Errc::invalid);
    }
    CHECK(held.claim(state + "0", "call").error().code == Errc::invalid);
    CHECK(held.claim(state, "call").value() == &one());
  }

  TEST_CASE("a state of another run is not ours") {
    ManualClock clock;
    Held before(std::string(32, 'k'), clock), after(std::string(32, 'k'), clock);
    const std::string state = before.park(&one(), "call");
    CHECK(!after.is_ours(state));
    CHECK(after.claim(state, "call").error().code == Errc::invalid);
  }

  TEST_CASE("a nonce and a subject cannot be shifted into each other") {
    ManualClock clock;
    Held held(std::string(32, 'k'), clock);
    const std::string state = held.park(&one(), "ab");
    const std::size_t dot = state.rfind('.');
    std::string shifted = state;
    shifted.insert(dot, "a");
    CHECK(held.claim(shifted, "b").error().code == Errc::invalid);
  }

  TEST_CASE("a forgotten exchange is not found under any of its states") {
    ManualClock clock;
    Held held(std::string(32, 'k'), clock);
    const std::string first = held.park(&one(), "a"), again = held.park(&one(), "b"),
                      kept = held.park(&other(), "c");
    held.forget(one());
    CHECK(held.claim(first, "a").error().code == Errc::not_found);
    CHECK(held.claim(again, "b").error().code == Errc::not_found);
    CHECK(held.claim(kept, "c").value() == &other());
  }

  TEST_CASE("states of servers are not ours, however short") {
    ManualClock clock;
    Held held(std::string(32, 'k'), clock);
    for (const char* state :
         {"", "c", "callgate", "callgate-", "callgate-00000000", " callgate-1.x.y", "opaque"}) {
      CHECK(!held.is_ours(state));
      CHECK(held.claim(state, "").error().code == Errc::invalid);
    }
    const std::string state = held.park(&one(), "");
    const std::string prefix = state.substr(0, state.find('.') + 1);
    for (const char* rest : {"", ".", "..", "x.y"}) {
      CHECK(held.claim(prefix + rest, "").error().code == Errc::invalid);
    }
  }

  TEST_CASE("a leave to ask once more is used once, within its time") {
    ManualClock clock;
    Held held(std::string(32, 'k'), clock);
    const std::string used = held.park(nullptr, "call");
    const auto claimed = held.claim(used, "call");
    REQUIRE(claimed.has_value());
    CHECK(claimed.value() == nullptr);
    CHECK(held.claim(used, "call").error().code == Errc::not_found);
    const std::string late = held.park(nullptr, "call");
    clock.advance(Held::kLifetime - Millis{1});
    const std::string good = held.park(nullptr, "call");
    clock.advance(Millis{1});
    CHECK(held.claim(late, "call").error().code == Errc::not_found);
    CHECK(held.claim(good, "call").has_value());
  }

  TEST_CASE("no two states are alike") {
    ManualClock clock;
    Held held(std::string(32, 'k'), clock);
    std::set<std::string> seen;
    for (int i = 0; i < 100; ++i) CHECK(seen.insert(held.park(&one(), "same")).second);
  }
}
