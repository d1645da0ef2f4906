#include "core/analysis/schema/property_table.h"

#include <doctest/doctest.h>

#include <string>

using callgate::analysis::schema::PropertyTable;

TEST_CASE("names are found by the raw keys that mean them") {
  PropertyTable table;
  table.entry("name");
  table.entry("");
  table.entry("naïve");
  CHECK(&table.entry("name") == &table.entry("name"));
  CHECK(table.size() == 3);
  REQUIRE(table.find("name"));
  CHECK(table.find("name")->place == 0);
  CHECK(table.find("n\\u0061me") == table.find("name"));
  CHECK(table.find("na\\u00efve") == table.find("naïve"));
  CHECK(table.find("")->place == 1);
  CHECK(!table.find("Name"));
  CHECK(!table.find("nam"));
  CHECK(!table.find("n\\u0062me"));
}

TEST_CASE("a raw key that looks like a name with a backslash is not that name") {
  PropertyTable table;
  table.entry("a\\b");
  table.entry("c");
  CHECK(table.find("a\\\\b"));  // the key a\b
  CHECK(!table.find("a\\b"));   // the key a, backspace
  CHECK(table.find("c"));
}

TEST_CASE("many names are told apart") {
  PropertyTable table;
  for (int i = 0; i < 5000; ++i) table.entry("property_with_a_long_name_" + std::to_string(i));
  CHECK(table.size() == 5000);
  for (int i = 0; i < 5000; i += 7) {
    const auto* found = table.find("property_with_a_long_name_" + std::to_string(i));
    REQUIRE(found);
    CHECK(found->place == static_cast<std::uint32_t>(i));
  }
  CHECK(!table.find("property_with_a_long_name_5000"));
  CHECK(!PropertyTable().find("x"));
}
