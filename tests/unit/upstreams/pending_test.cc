#include "upstreams/pending.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <vector>

using namespace callgate;

namespace {

// Notes the order in which answers come, and does something on its answer.
struct Asked final : Asker {
  Asked(std::vector<int>& told, int number) : told_(told), number_(number) {}
  void answered(Result<rpc::Message> answer) override {
    told_.push_back(number_);
    last = answer ? Errc{} : answer.error().code;
    if (pending && drops) pending->drop(drops);
    if (pending && adds) added = pending->add(*adds);
  }
  std::vector<int>& told_;
  int number_;
  Errc last{};
  Pending* pending = nullptr;
  std::uint64_t drops = 0, added = 0;
  Asker* adds = nullptr;
};

}  // namespace

TEST_SUITE("pending") {
  TEST_CASE("ids are 1, 2, 3, never used again") {
    Pending pending;
    std::vector<int> told;
    Asked asker(told, 1);
    CHECK(pending.add(asker) == 1);
    CHECK(pending.add(asker) == 2);
    CHECK(pending.take(1) == &asker);
    CHECK(pending.take(1) == nullptr);
    pending.drop(2);
    CHECK(pending.empty());
    CHECK(pending.add(asker) == 3);
    CHECK(pending.find(3) == &asker);
    CHECK(pending.find(3) == &asker);
    CHECK(pending.take(0) == nullptr);
    CHECK(pending.take(4) == nullptr);
    CHECK(pending.size() == 1);
  }

  TEST_CASE("only ids of the form that was given out are ours") {
    CHECK(Pending::parse("1") == 1);
    CHECK(Pending::parse("999999999999999999") == 999999999999999999u);
    for (const char* odd : {"", "0", "01", "-1", "+1", "1.0", "1e0", "\"1\"", " 1", "1 ",
                            "1000000000000000000", "18446744073709551617", "null"}) {
      CAPTURE(odd);
      CHECK(!Pending::parse(odd));
    }
  }

  TEST_CASE("a failure reaches everyone in the order of asking") {
    Pending pending;
    std::vector<int> told, expected;
    std::vector<std::unique_ptr<Asked>> askers;
    for (int i = 0; i < 5000; ++i) {
      askers.push_back(std::make_unique<Asked>(told, i));
      pending.add(*askers.back());
      expected.push_back(i);
    }
    pending.fail_all(error(Errc::gone, "ended"));
    CHECK(told == expected);
    CHECK(pending.empty());
    CHECK(
        std::all_of(askers.begin(), askers.end(), [](const auto& each) { return each->last == Errc::gone; }));
    pending.fail_all(error(Errc::gone, "again"));
    CHECK(told.size() == 5000);
  }

  TEST_CASE("who is told may drop others and ask anew") {
    Pending pending;
    std::vector<int> told;
    Asked first(told, 1), second(told, 2), third(told, 3), fresh(told, 4);
    pending.add(first);
    const auto dropped = pending.add(second);
    pending.add(third);
    first.pending = third.pending = &pending;
    first.drops = dropped;
    third.adds = &fresh;
    pending.fail_all(error(Errc::gone, "ended"));
    CHECK(told == std::vector<int>{1, 3});
    // What was asked meanwhile is no business of this failure.
    CHECK(pending.size() == 1);
    CHECK(pending.find(third.added) == &fresh);
  }

  TEST_CASE("deadlines are over when they are reached") {
    Pending pending;
    std::vector<int> told;
    Asked asker(told, 1);
    ManualClock clock;
    pending.add(asker);
    const auto soon = pending.add(asker, clock.now() + Millis{10});
    const auto later = pending.add(asker, clock.now() + Millis{20});
    CHECK(pending.late(clock.now()).empty());
    clock.advance(Millis{10});
    CHECK(pending.late(clock.now()) == std::vector<std::uint64_t>{soon});
    clock.advance(Millis{1000});
    auto late = pending.late(clock.now());
    std::sort(late.begin(), late.end());
    CHECK(late == std::vector<std::uint64_t>{soon, later});
    CHECK(pending.size() == 3);
  }

  TEST_CASE("an answer wakes its coroutine with what came") {
    Pending pending;
    Answer answer;
    const auto id = pending.add(answer);
    Errc got{};
    const auto body = [](Answer& from, Errc& out) -> Task<void> {
      const Result<rpc::Message> result = co_await from.done().wait();
      out = result ? Errc{} : result.error().code;
    };
    spawn(body(answer, got));
    CHECK(got == Errc{});
    pending.take(id)->answered(error(Errc::timeout, "late"));
    CHECK(got == Errc::timeout);
  }
}
