#include "core/guard/lru_table.h"

#include <doctest/doctest.h>

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
