#include "gateway/state/disk_thread.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <future>
#include <memory>
#include <string>

using namespace callgate;
using state::DiskThread;

TEST_CASE("disk thread: jobs run in order, off the caller's thread") {
  DiskThread disk;
  std::vector<int> seen;
  std::thread::id where;
  for (int i = 0; i < 1000; ++i)
    CHECK(disk.post([&, i] {
      seen.push_back(i);
      where = std::this_thread::get_id();
    }));
  disk.drain();
  REQUIRE(seen.size() == 1000);
  CHECK(std::is_sorted(seen.begin(), seen.end()));
  CHECK(where != std::this_thread::get_id());
}

TEST_CASE("disk thread: a job may own what cannot be copied, and may post") {
  DiskThread disk;
  std::promise<std::string> said;
  auto text = std::make_unique<std::string>("moved");
  disk.post([&, text = std::move(text)]() mutable {
    disk.post([&, text = std::move(text)] { said.set_value(*text); });
  });
  CHECK(said.get_future().get() == "moved");
}

TEST_CASE("disk thread: a delayed job runs by itself, and at the end in any case") {
  std::promise<void> ran;
  std::atomic<int> late = 0;
  {
    DiskThread disk;
    disk.post_later(Millis{1}, [&] { ran.set_value(); });
    ran.get_future().wait();
    disk.post_later(std::chrono::hours(1), [&] { ++late; });
    disk.drain();
    CHECK(late == 0);
  }
  CHECK(late == 1);
}

TEST_CASE("disk thread: after the end nothing is taken") {
  DiskThread disk;
  int ran = 0;
  disk.post([&] { ++ran; });
  disk.stop();
  CHECK(ran == 1);
  CHECK(!disk.post([&] { ++ran; }));
  disk.drain();
  disk.stop();
  CHECK(ran == 1);
}

TEST_CASE("disk thread: many threads post") {
  DiskThread disk;
  int count = 0;  // only the disk thread touches it
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&] {
      for (int i = 0; i < 2000; ++i) {
        disk.post([&] { ++count; });
        if (i % 100 == 0) disk.post_later(Millis{1}, [&] { ++count; });
      }
    });
  for (auto& thread : threads) thread.join();
  disk.stop();
  CHECK(count == 4 * 2020);
}
