#include "core/guard/lru_table.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <deque>
#include <string>

using namespace callgate::guard;

TEST_CASE("an LRU table forgets what was not asked for longest") {
  LruTable<std::string, int> table(2);
  table.at("a") = 1;
  table.at("b") = 2;
  REQUIRE(table.find("a") != nullptr);
  table.at("c") = 3;
  CHECK(table.find("b") == nullptr);
  REQUIRE(table.find("a") != nullptr);
  CHECK(*table.find("a") == 1);
  CHECK(table.at("c") == 3);
  CHECK(table.size() == 2);
  table.erase("c");
  CHECK(table.find("c") == nullptr);
  table.set_capacity(0);
  table.at("x") = 1;
  table.at("y") = 2;
  CHECK(table.size() == 1);
  table.clear();
  CHECK(table.size() == 0);
}

TEST_CASE("an LRU table keeps what a plain list would keep") {
  constexpr std::size_t kCapacity = 40;
  LruTable<std::uint64_t, std::uint64_t> table(kCapacity);
  std::deque<std::uint64_t> fresh_first;
  const auto touch = [&](std::uint64_t key) {
    std::erase(fresh_first, key);
    fresh_first.push_front(key);
    if (fresh_first.size() > kCapacity) fresh_first.pop_back();
  };
  std::uint64_t random = 1;
  for (int i = 0; i < 20'000; ++i) {
    random = random * 6364136223846793005u + 1442695040888963407u;
    const std::uint64_t key = (random >> 33) % 97 << 32;  // plain numbers that differ in few bits
    const bool known = std::ranges::find(fresh_first, key) != fresh_first.end();
    if (random >> 60 == 0) {
      table.erase(key);
      std::erase(fresh_first, key);
    } else if (random >> 60 < 6) {
      std::uint64_t* found = table.find(key);
      REQUIRE((found != nullptr) == known);
      if (found) CHECK(*found == key);
      if (found) touch(key);
    } else {
      table.at(key) = key;
      touch(key);
    }
    REQUIRE(table.size() == fresh_first.size());
  }
}
