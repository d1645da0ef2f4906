#include "core/guard/in_flight.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <memory>

#include "scripted_guard.h"

using namespace callgate;
using namespace callgate::guard;

TEST_CASE("what is remembered of a call begins empty and ends with it") {
  InFlight<int> notes;
  const Call a("a", some_tool(), {}), b("b", some_tool(), {}), c("c", some_tool(), {});
  const Call nobody("d", some_tool(), {});
  notes.start(a) = 1;
  notes.start(b) = 2;
  CHECK(notes.start(a) == 1);
  notes.finish(a);
  CHECK(notes.find(a) == nullptr);
  REQUIRE(notes.find(b) != nullptr);
  CHECK(*notes.find(b) == 2);
  CHECK(notes.start(c) == 0);
  notes.finish(nobody);
  CHECK(notes.size() == 2);
}

TEST_CASE("calls under way have places of their own, and leave them to later ones") {
  std::size_t first = 0;
  {
    const Call a("a", some_tool(), {}), b("b", some_tool(), {});
    CHECK(a.place() != b.place());
    first = std::max(a.place(), b.place());
  }
  std::vector<std::unique_ptr<Call>> calls;
  for (int i = 0; i < 100; ++i) calls.push_back(std::make_unique<Call>("c", some_tool(), Bytes()));
  for (std::size_t i = 0; i < calls.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) REQUIRE(calls[i]->place() != calls[j]->place());
  }
  CHECK(std::ranges::any_of(calls, [&](const auto& call) { return call->place() <= first; }));
}
