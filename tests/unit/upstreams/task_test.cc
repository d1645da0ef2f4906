#include "upstreams/task.h"

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <vector>

using namespace callgate;

namespace {

Task<int> seven() {
  co_return 7;
}

Task<int> sum(int depth) {
  if (depth == 0) co_return 0;
  const int below = co_await sum(depth - 1);
  co_return below + 1;
}

Task<std::unique_ptr<std::string>> waits(OneShot<std::unique_ptr<std::string>>& event) {
  auto text = co_await event.wait();
  *text += "!";
  co_return text;
}

Task<void> collect(Mailbox<std::string>& box, std::vector<std::string>& got, std::size_t count) {
  while (got.size() < count) {
    std::string next = co_await box.next();
    got.push_back(std::move(next));
  }
}

}  // namespace

TEST_SUITE("task") {
  TEST_CASE("a task does nothing until it is awaited") {
    bool ran = false;
    const auto body = [](bool& flag) -> Task<void> {
      flag = true;
      co_return;
    };
    { Task<void> never = body(ran); }
    CHECK(!ran);
    spawn(body(ran));
    CHECK(ran);
  }

  TEST_CASE("values come back through any depth without a deep stack") {
    int result = 0;
    const auto body = [](int& out) -> Task<void> {
      const int one = co_await seven();
      const int many = co_await sum(2000);
      out = one + many;
    };
    spawn(body(result));
    CHECK(result == 2007);
  }

  TEST_CASE("a one-shot resumes its waiter at once, and the first value wins") {
    OneShot<std::unique_ptr<std::string>> event;
    std::unique_ptr<std::string> got;
    const auto body = [](auto& from, auto& out) -> Task<void> { out = co_await waits(from); };
    spawn(body(event, got));
    CHECK(!got);
    event.set(std::make_unique<std::string>("first"));
    REQUIRE(got);
    CHECK(*got == "first!");
    event.set(std::make_unique<std::string>("second"));
    CHECK(*got == "first!");
  }

  TEST_CASE("a value that was there before is taken without waiting") {
    OneShot<int> event;
    event.set(3);
    CHECK(event.is_set());
    int got = 0;
    const auto body = [](OneShot<int>& from, int& out) -> Task<void> { out = co_await from.wait(); };
    spawn(body(event, got));
    CHECK(got == 3);
  }

  TEST_CASE("the one-shot may go while it wakes its waiter") {
    auto event = std::make_unique<OneShot<std::string>>();
    std::string got;
    const auto body = [](std::unique_ptr<OneShot<std::string>>& owner, std::string& out) -> Task<void> {
      out = co_await owner->wait();
      owner.reset();
    };
    spawn(body(event, got));
    event->set(std::string(100, 'x'));
    CHECK(!event);
    CHECK(got == std::string(100, 'x'));
  }

  TEST_CASE("a mailbox keeps the order, whoever is first") {
    Mailbox<std::string> box;
    std::vector<std::string> got;
    for (int i = 0; i < 5; ++i) box.put(std::to_string(i));
    spawn(collect(box, got, 8));
    CHECK(got == std::vector<std::string>{"0", "1", "2", "3", "4"});
    box.put("5");
    CHECK(got.size() == 6);
    box.put("6");
    box.put("7");
    CHECK(got.back() == "7");
    box.put("left over");
    CHECK(got.size() == 8);
  }

  TEST_CASE("an event put while another one is handled comes after it") {
    struct Echo {
      Mailbox<int> box;
      std::vector<int> got;
      Task<void> run() {
        while (got.size() < 6) {
          const int next = co_await box.next();
          if (next < 4) {
            box.put(next + 2);
            box.put(100 + next);
          }
          got.push_back(next);
        }
      }
    } echo;
    spawn(echo.run());
    echo.box.put(1);
    CHECK(echo.got == std::vector<int>{1, 3, 101, 5, 103});
    echo.box.put(9);
    CHECK(echo.got.back() == 9);
  }

  TEST_CASE("locals go when a task ends, also when it ends in the middle of another") {
    const auto watched = std::make_shared<int>(1);
    OneShot<int> event;
    const auto body = [](OneShot<int>& from, std::shared_ptr<int> kept) -> Task<void> {
      const int value = co_await from.wait();
      *kept = value;
    };
    spawn(body(event, watched));
    CHECK(watched.use_count() == 2);
    event.set(2);
    CHECK(watched.use_count() == 1);
    CHECK(*watched == 2);
  }

  TEST_CASE("at the end the flows that still wait are destroyed with all that they own, and only they") {
    const auto watched = std::make_shared<int>(1);
    OneShot<int> never, soon;
    const auto wait = [](OneShot<int>& from, std::shared_ptr<int> kept) -> Task<void> {
      *kept = co_await from.wait();
    };
    const auto outer = [&wait](OneShot<int>& from, std::shared_ptr<int> kept) -> Task<void> {
      std::shared_ptr<int> inner = kept;
      co_await wait(from, std::move(inner));
    };
    spawn(wait(soon, watched));
    spawn(outer(never, watched));
    spawn(wait(never, watched));
    soon.set(2);
    CHECK(watched.use_count() == 4);
    end_flows();
    CHECK(watched.use_count() == 1);
    CHECK(*watched == 2);
    end_flows();
  }
}
