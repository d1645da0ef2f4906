#include "gateway/state/pins.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "unit/gateway/state/scratch.h"

using namespace callgate;
using namespace callgate::test;
using namespace callgate::state;
using guard::Pin;
using guard::PinState;

namespace {

Pin pin(std::string tool, std::string digest, std::string program = "p") {
  return {"fs", tool, std::move(program), std::move(digest), R"({"name":"x"})", "fs__" + tool};
}

struct Store {
  explicit Store(const std::filesystem::path& folder)
      : database(folder / "callgate.db"), pins(database, clock) {
    clock.start = WallTime(Millis(1'700'000'000'000));
  }
  std::size_t trust(const Pin& one, std::size_t max = 100) {
    return pins.trust(std::span(&one, 1), max).value();
  }
  void accept(const Pin& one) {
    clock.advance(Millis(1));
    CHECK(pins.accept(std::span(&one, 1), "ada"));
  }
  // "read:d1:approved", in the order of the store.
  std::string all() {
    std::string text;
    const auto rows = pins.list();
    REQUIRE(rows);
    for (const StoredPin& row : *rows)
      text += row.pin.tool + ":" + row.pin.digest + ":" + std::string(guard::to_string(row.state)) + " ";
    return text;
  }
  ManualClock clock;
  Database database;
  Pins pins;
};

}  // namespace

TEST_CASE("pins: what is seen first is trusted, what comes otherwise later waits") {
  Scratch scratch;
  Store store(scratch.path());
  CHECK(store.trust(pin("read", "d1")) == 1);
  CHECK(store.trust(pin("read", "d1")) == 0);
  CHECK(store.all() == "read:d1:approved ");
  CHECK(store.trust(pin("read", "d2")) == 0);
  CHECK(store.trust(pin("read", "d1", "other program")) == 0);
  CHECK(store.pins.wait(pin("write", "d1")));
  const auto rows = store.pins.list();
  REQUIRE(rows);
  REQUIRE(rows->size() == 4);
  CHECK((*rows)[0].by == "first use");
  CHECK((*rows)[0].pin.definition == R"({"name":"x"})");
  CHECK(std::ranges::count(*rows, PinState::changed, &StoredPin::state) == 2);
  CHECK(std::ranges::count(*rows, PinState::pending, &StoredPin::state) == 1);
}

TEST_CASE("pins: a person accepts what waits, and it stays accepted") {
  Scratch scratch;
  {
    Store store(scratch.path());
    store.trust(pin("read", "d1"));
    CHECK(store.pins.wait(pin("read", "d2")));
    store.accept(pin("read", "d2"));
  }
  Store store(scratch.path());
  CHECK(store.all() == "read:d1:approved read:d2:approved ");
  // What is accepted does not wait, however often it is offered.
  CHECK(store.pins.wait(pin("read", "d1")));
  CHECK(store.all() == "read:d1:approved read:d2:approved ");
  CHECK(store.pins.list()->back().by == "ada");
}

TEST_CASE("pins: of one tool and program the latest alone waits, and in all no more than the bound") {
  Scratch scratch;
  Store store(scratch.path());
  for (const char* digest : {"d1", "d2", "d3"}) CHECK(store.pins.wait(pin("read", digest)));
  CHECK(store.all() == "read:d3:pending ");
  CHECK(store.pins.wait(pin("read", "d4", "other")));
  CHECK(store.pins.list()->size() == 2);
  store.accept(pin("kept", "d1"));
  for (std::size_t i = 0; i < Pins::kWaiting + 10; ++i) {
    store.clock.advance(Millis(1));
    CHECK(store.pins.wait(pin("t" + std::to_string(i), "d")));
  }
  const auto rows = store.pins.list();
  REQUIRE(rows);
  CHECK(rows->size() == Pins::kWaiting + 1);
  CHECK(std::ranges::count(*rows, std::string("kept"), [](const StoredPin& row) { return row.pin.tool; }) ==
        1);
  CHECK(std::ranges::count(*rows, std::string("t0"), [](const StoredPin& row) { return row.pin.tool; }) == 0);
}

TEST_CASE("pins: of one tool the newest versions stay accepted") {
  Scratch scratch;
  Store store(scratch.path());
  for (std::size_t i = 0; i < Pins::kVersions + 3; ++i) store.accept(pin("read", "d" + std::to_string(i)));
  const auto rows = store.pins.list();
  REQUIRE(rows);
  CHECK(rows->size() == Pins::kVersions);
  CHECK(rows->front().pin.digest == "d3");
}

TEST_CASE("pins: beyond the bound nothing is trusted") {
  Scratch scratch;
  Store store(scratch.path());
  CHECK(store.trust(pin("a", "d"), 2) == 1);
  CHECK(store.trust(pin("b", "d"), 2) == 1);
  CHECK(store.trust(pin("c", "d"), 2) == 0);
  CHECK(store.all() == "a:d:approved b:d:approved c:d:pending ");
}

TEST_CASE("pins: of gateways that see different definitions at once one is trusted") {
  Scratch scratch;
  const auto trusted = race(8, [&](int i) {
    Store store(scratch.path());
    const Pin mine = pin("read", "d" + std::to_string(i));
    const auto done = store.pins.trust(std::span(&mine, 1), 100);
    return done ? static_cast<int>(*done) : 50;
  });
  CHECK(std::ranges::count(trusted, 1) == 1);
  CHECK(std::ranges::count(trusted, 0) == 7);
  Store store(scratch.path());
  const auto rows = store.pins.list();
  REQUIRE(rows);
  CHECK(std::ranges::count(*rows, PinState::approved, &StoredPin::state) == 1);
  CHECK(rows->size() == 2);
}

TEST_CASE("pins: a definition that is too long to be shown is told by its digest") {
  Scratch scratch;
  Store store(scratch.path());
  Pin large = pin("read", "d1");
  large.definition = "{\"description\":\"" + std::string(300'000, 'x') + "\"}";
  store.trust(large);
  CHECK(store.pins.list()->front().pin.definition == "{}");
  CHECK(store.pins.list()->front().pin.digest == "d1");
}
