#include "core/json/keys.h"

#include <doctest/doctest.h>

#include <string>

using callgate::json::KeySets;

TEST_SUITE("keys") {
  TEST_CASE("a key twice in one object, not in two") {
    KeySets keys;
    keys.open();
    CHECK(keys.add("a"));
    CHECK(keys.add(""));
    CHECK(keys.add("b"));
    keys.open();
    CHECK(keys.add("a"));
    CHECK(!keys.add("a"));
    keys.close();
    CHECK(!keys.add("a"));
    CHECK(!keys.add(""));
    CHECK(keys.add("c"));
    keys.close();
    keys.close();  // nothing is open any more
    keys.open();
    CHECK(keys.add("a"));
  }

  TEST_CASE("an object keeps its keys while many others come and go inside it") {
    KeySets keys;
    keys.open();
    for (int i = 0; i < 5'000; ++i) {
      REQUIRE(keys.add("outer" + std::to_string(i)));
      keys.open();
      for (int j = 0; j < i % 40; ++j) REQUIRE(keys.add("inner" + std::to_string(j)));
      keys.close();
    }
    for (int i = 0; i < 5'000; ++i) REQUIRE(!keys.add("outer" + std::to_string(i)));
    CHECK(keys.add("inner0"));
    keys.clear();
    keys.open();
    CHECK(keys.add("outer0"));
  }

  TEST_CASE("keys of every length that differ in one bit are different") {
    for (std::size_t length = 1; length < 70; ++length) {
      KeySets keys;
      keys.open();
      const std::string key(length, 'k');
      REQUIRE(keys.add(key));
      for (std::size_t at = 0; at < length; ++at) {
        for (int bit = 0; bit < 8; ++bit) {
          std::string other = key;
          other[at] = static_cast<char>(other[at] ^ (1 << bit));
          REQUIRE(keys.add(other));
        }
      }
      REQUIRE(keys.add(key + "k"));
      REQUIRE(!keys.add(key));
    }
  }
}
