#include "core/guard/in_flight.h"

#include <doctest/doctest.h>

using namespace callgate::guard;

TEST_CASE("what is remembered of a call begins empty and ends with it") {
  InFlight<int> notes;
  notes.start("a") = 1;
  notes.start("b") = 2;
  CHECK(notes.start("a") == 1);
  notes.finish("a");
  CHECK(notes.find("a") == nullptr);
  REQUIRE(notes.find("b") != nullptr);
  CHECK(*notes.find("b") == 2);
  CHECK(notes.start("c") == 0);
  notes.finish("nobody");
  CHECK(notes.size() == 2);
}
