#include "core/analysis/shape.h"

#include <doctest/doctest.h>

#include <string>

using callgate::analysis::Shape;

namespace {

bool fits(const char* shape, const std::string& text) {
  const auto found = Shape(shape).match(text, 0);
  return found.fits && found.end == text.size();
}

}  // namespace

TEST_CASE("shape: characters, classes and counts") {
  CHECK(fits("ab%d", "ab7"));
  CHECK(!fits("ab%d", "abc"));
  CHECK(fits("%h{4}-%H{2}", "09af-aF"));
  CHECK(!fits("%h{4}", "09aF"));
  CHECK(fits("x[a-c_]{2,3}y", "xa_cy"));
  CHECK(!fits("x[a-c_]{2,3}y", "xay"));
  CHECK(fits("%w{2,}", "a-_9"));
  CHECK(fits("100%%", "100%"));
  CHECK(fits("[=]{0,2}", ""));
}

TEST_CASE("shape: runs take what they can and never give back") {
  CHECK(!fits("%a{1,}a", "aaaa"));
  CHECK(fits("%a{3}a", "aaaa"));
  CHECK(Shape("ab").match("xab", 1).fits);
  CHECK(Shape("abc").match("ab", 0).end == 2);
}
