#include "upstreams/backoff.h"

#include <doctest/doctest.h>

#include <set>

using namespace callgate;
using namespace std::chrono_literals;

TEST_SUITE("backoff") {
  TEST_CASE("waits double up to sixteen seconds, each a fifth more or less") {
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
      Backoff backoff(seed);
      const Instant start{};
      for (const int seconds : {1, 2, 4, 8, 16, 16, 16}) {
        const Millis wait = backoff.after_fall(start, start + 1s);
        CHECK(wait >= seconds * 800ms);
        CHECK(wait <= seconds * 1200ms);
      }
    }
  }

  TEST_CASE("five minutes without a fall begin it anew") {
    Backoff backoff(1);
    const Instant start{};
    for (int i = 0; i < 6; ++i) backoff.after_fall(start, start + 5min - 1ms);
    CHECK(backoff.after_fall(start, start + 5min - 1ms) > 12s);
    CHECK(backoff.after_fall(start, start + 5min) < 2s);
    CHECK(backoff.after_fall(start, start + 1s) < 3s);
  }

  TEST_CASE("a server that falls for ever waits no longer and no shorter") {
    Backoff backoff(9);
    for (int i = 0; i < 10'000; ++i) backoff.after_fall(Instant{}, Instant{} + 1s);
    for (int i = 0; i < 100; ++i) {
      const Millis wait = backoff.after_fall(Instant{}, Instant{});
      CHECK(wait >= 12'800ms);
      CHECK(wait <= 19'200ms);
    }
  }

  TEST_CASE("servers that fell together do not rise together") {
    std::set<Millis> waits;
    for (std::uint64_t seed = 1; seed <= 20; ++seed)
      waits.insert(Backoff(seed * 2).after_fall(Instant{}, Instant{}));
    CHECK(waits.size() > 10);
  }
}
