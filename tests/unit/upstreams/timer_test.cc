#include "upstreams/timer.h"

#include <doctest/doctest.h>

#include <memory>
#include <string>

#include "upstreams/task.h"

using namespace callgate;

namespace {

// A loop whose clock the test moves.
struct ByHand {
  ManualClock clock;
  boost::asio::io_context loop;
  Timers& timers = Timers::by_hand(loop, clock);
  void advance(Millis by) {
    clock.advance(by);
    timers.fire();
  }
};

}  // namespace

TEST_CASE("a timer by hand fires when its time has come and it is told so") {
  ByHand by_hand;
  Timer timer(by_hand.loop);
  int fired = 0;
  timer.start(Millis{10}, [&] { ++fired; });
  CHECK(by_hand.timers.next() == by_hand.clock.now() + Millis{10});
  by_hand.advance(Millis{9});
  CHECK(fired == 0);
  by_hand.advance(Millis{1});
  CHECK(fired == 1);
  by_hand.advance(Millis{100});
  CHECK(fired == 1);
  CHECK(by_hand.timers.next() == Instant::max());
}

TEST_CASE("the earliest fires first, and of two at one moment the one that was started first") {
  ByHand by_hand;
  Timer a(by_hand.loop), b(by_hand.loop), c(by_hand.loop);
  std::string order;
  a.start(Millis{20}, [&] { order += 'a'; });
  b.start(Millis{10}, [&] { order += 'b'; });
  c.start(Millis{20}, [&] { order += 'c'; });
  by_hand.advance(Millis{30});
  CHECK(order == "bac");
}

TEST_CASE("a timer that is cancelled, started anew or destroyed calls nothing of before") {
  ByHand by_hand;
  std::string order;
  Timer cancelled(by_hand.loop), anew(by_hand.loop);
  auto destroyed = std::make_unique<Timer>(by_hand.loop);
  cancelled.start(Millis{1}, [&] { order += 'c'; });
  anew.start(Millis{1}, [&] { order += 'o'; });
  destroyed->start(Millis{1}, [&] { order += 'd'; });
  cancelled.cancel();
  anew.start(Millis{2}, [&] { order += 'n'; });
  destroyed.reset();
  by_hand.advance(Millis{5});
  CHECK(order == "n");
}

TEST_CASE("what fires may cancel others that are due, and start its own timer again") {
  ByHand by_hand;
  std::string order;
  Timer first(by_hand.loop), second(by_hand.loop);
  first.start(Millis{1}, [&] {
    order += '1';
    second.cancel();
    first.start(Millis{1}, [&] { order += '2'; });
  });
  second.start(Millis{1}, [&] { order += 'x'; });
  by_hand.advance(Millis{1});
  CHECK(order == "1");
  by_hand.advance(Millis{1});
  CHECK(order == "12");
}

TEST_CASE("a closure may own its timer, whether it fires, is cancelled or is left behind") {
  struct Owner {
    explicit Owner(boost::asio::io_context& loop, int& living) : timer(loop), count(living) { ++count; }
    ~Owner() { --count; }
    Timer timer;
    int& count;
  };
  int living = 0;
  {
    ByHand by_hand;
    const auto make = [&] {
      auto owner = std::make_shared<Owner>(by_hand.loop, living);
      owner->timer.start(Millis{10}, [owner] {});
      return owner.get();
    };
    make();
    by_hand.advance(Millis{10});
    CHECK(living == 0);
    make()->timer.cancel();
    CHECK(living == 0);
    make();
    CHECK(living == 1);
  }
  CHECK(living == 0);
}

TEST_CASE("the timers of a loop that nobody moves by hand fire by themselves, and do not keep it running") {
  boost::asio::io_context loop;
  Timer late(loop), soon(loop), never(loop);
  std::string order;
  late.start(Millis{2}, [&] { order += 'l'; });
  soon.start(Millis{1}, [&] { order += 's'; });
  never.start(std::chrono::hours{1}, [&] { order += 'n'; });
  never.cancel();
  loop.run();
  CHECK(order == "sl");
}

TEST_CASE("a coroutine sleeps on the loop's clock") {
  ByHand by_hand;
  bool awake = false;
  const auto sleeper = [&]() -> Task<void> {
    const Millis length = std::chrono::minutes{5};
    co_await pause_for(by_hand.loop, length);
    awake = true;
  };
  spawn(sleeper());
  by_hand.advance(std::chrono::minutes{4});
  CHECK_FALSE(awake);
  by_hand.advance(std::chrono::minutes{1});
  CHECK(awake);
}
