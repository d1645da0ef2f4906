#include "core/analysis/schema/pattern.h"

#include <doctest/doctest.h>

#include <string>

using callgate::analysis::schema::Pattern;

namespace {

bool matches(std::string_view ecma, std::string_view text) {
  const auto pattern = Pattern::read(ecma);
  REQUIRE_MESSAGE(pattern.has_value(), ecma);
  return pattern->matches(text);
}

}  // namespace

TEST_CASE("patterns are unanchored unless they say otherwise") {
  CHECK(matches("b+", "abbc"));
  CHECK(!matches("^b+$", "abbc"));
  CHECK(!matches("^a$", "a\n"));
}

TEST_CASE("what ECMA-262 spells its own way means the same here") {
  CHECK(matches("^\\u00e4$", "ä"));
  CHECK(matches("^\\u{1F600}$", "😀"));
  CHECK(matches("^\\ud83d\\ude00$", "😀"));
  CHECK(matches("^[\\u0041-\\u0043]+$", "ABC"));
  CHECK(matches("^\\cA$", "\x01"));
  CHECK(matches("^\\cZ$", "\x1a"));
  CHECK(matches("^\\s$", "\xE2\x80\xA8"));
  CHECK(matches("^[\\s]$", "\v"));
  CHECK(!matches("\\S", "\xC2\xA0"));
  CHECK(matches("^[^]$", "\n"));
  CHECK(!matches("[]", "x"));
  CHECK(!matches("^.$", "\r"));
  CHECK(matches("^[.]$", "."));
  CHECK(matches("^(?<year>\\d{4})-\\d\\d$", "2026-11"));
  CHECK(matches("^a\\/b\\-c$", "a/b-c"));
  CHECK(matches("^[[:x]$", ":"));
  CHECK(matches("^\\0$", std::string_view("\0", 1)));
}

TEST_CASE("what cannot be run in linear time is refused") {
  for (const char* ecma :
       {"(?=a)b", "(?!a)b", "(?<=a)b", "(?<!a)b", "(a)\\1", "(", "a{1,100000}", "\\u{110000}"}) {
    CHECK_MESSAGE(!Pattern::read(ecma), ecma);
  }
}

TEST_CASE("nested repetition takes linear time") {
  // Backtracking would need more steps than there are atoms.
  CHECK(!matches("^(a+)+$", std::string(5000, 'a') + "b"));
}
