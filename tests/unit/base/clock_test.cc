#include "core/base/clock.h"

#include <doctest/doctest.h>

using namespace callgate;
using namespace std::chrono;
using namespace std::chrono_literals;

TEST_SUITE("clock") {
  TEST_CASE("RFC 3339 in UTC with milliseconds") {
    CHECK(rfc3339(WallTime{}) == "1970-01-01T00:00:00.000Z");
    CHECK(rfc3339(sys_days{2026y / November / 18d} + 10h) == "2026-11-18T10:00:00.000Z");
    CHECK(rfc3339(sys_days{2024y / February / 29d} + 23h + 59min + 59s + 7ms) == "2024-02-29T23:59:59.007Z");
    CHECK(rfc3339(sys_days{9999y / December / 31d} + 999ms) == "9999-12-31T00:00:00.999Z");
    // A clock that was never set stands before the epoch on some machines.
    CHECK(rfc3339(WallTime{} - 1ms) == "1969-12-31T23:59:59.999Z");
  }

  TEST_CASE("texts sort like the times they stand for") {
    WallTime time = sys_days{2025y / December / 31d} + 23h + 59min;
    for (int i = 0; i < 200; ++i) {
      const WallTime later = time + 1234567ms;
      CHECK(rfc3339(time) < rfc3339(later));
      time = later;
    }
  }

  TEST_CASE("a manual clock moves both of its times, and only by hand") {
    ManualClock clock;
    clock.start = sys_days{2026y / January / 1d};
    const Instant now = clock.now();
    const WallTime today = clock.today();
    CHECK(clock.now() == now);
    // Zero means "never" in some tables: no clock shows it.
    CHECK(now != Instant{});
    clock.advance(1500ms);
    CHECK(clock.now() - now == 1500ms);
    CHECK(clock.today() - today == 1500ms);
  }

  TEST_CASE("the system's interval clock never goes back") {
    const SystemClock clock;
    Instant last = clock.now();
    for (int i = 0; i < 1000; ++i) {
      const Instant next = clock.now();
      REQUIRE(next >= last);
      last = next;
    }
    CHECK(clock.today() > sys_days{2020y / January / 1d});
  }
}
