#include "core/base/result.h"

#include <doctest/doctest.h>

#include <memory>
#include <vector>

using namespace callgate;

namespace {

Result<int> number(bool good) {
  if (good) return 7;
  return error(Errc::not_found, "no number", "here");
}

Result<std::string> twice(bool good) {
  CALLGATE_TRY(value, number(good));
  return std::to_string(value * 2);
}

Result<std::unique_ptr<int>> owned() {
  return std::make_unique<int>(3);
}

Result<int> taken() {
  CALLGATE_TRY(first, owned());
  CALLGATE_TRY(second, owned());
  return *first + *second;
}

}  // namespace

TEST_SUITE("result") {
  TEST_CASE("an error reads with its place before it") {
    CHECK(to_string(error(Errc::io, "no space left", "ledger")) == "ledger: no space left");
    CHECK(to_string(error(Errc::io, "no space left")) == "no space left");
  }

  TEST_CASE("CALLGATE_TRY gives the value or returns the error") {
    CHECK(twice(true).value() == "14");
    const auto failed = twice(false);
    REQUIRE(failed.has_error());
    CHECK(failed.error().code == Errc::not_found);
    CHECK(to_string(failed.error()) == "here: no number");
  }

  TEST_CASE("values that can only be moved are moved") {
    CHECK(taken().value() == 6);
  }

  TEST_CASE("a result of nothing is good or has a reason") {
    Result<void> good;
    CHECK(good.has_value());
    Result<void> bad = error(Errc::busy, "later");
    CHECK(bad.error().code == Errc::busy);
  }
}
