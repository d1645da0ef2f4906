#include "gateway/commands/line_diff.h"

#include <doctest/doctest.h>

using callgate::commands::unified_diff;

TEST_CASE("equal texts differ in nothing") {
  CHECK(unified_diff("f", "a\n", "a\n").empty());
}

TEST_CASE("a change is shown with three lines around it, and a far one in a hunk of its own") {
  std::string before, after;
  for (int i = 1; i <= 20; ++i) {
    before += std::to_string(i) + "\n";
    if (i == 12) after += "new\n";
    after += (i == 2 ? "two" : std::to_string(i)) + "\n";
  }
  CHECK(unified_diff("f", before, after) ==
        "--- a/f\n+++ b/f\n@@ -1,5 +1,5 @@\n 1\n-2\n+two\n 3\n 4\n 5\n"
        "@@ -9,6 +9,7 @@\n 9\n 10\n 11\n+new\n 12\n 13\n 14\n");
}

TEST_CASE("texts that begin or end differ in lines, and in the last line break") {
  CHECK(unified_diff("f", "", "a\n") == "--- a/f\n+++ b/f\n@@ -0,0 +1 @@\n+a\n");
  CHECK(unified_diff("f", "a\n", "") == "--- a/f\n+++ b/f\n@@ -1 +0,0 @@\n-a\n");
  CHECK(unified_diff("f", "a", "a\n") ==
        "--- a/f\n+++ b/f\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n");
}

TEST_CASE("texts too long to compare are one change") {
  std::string before = "same\n", after = "same\n";
  for (int i = 0; i < 2500; ++i) {
    before += "a" + std::to_string(i) + "\nshared\n";
    after += "b" + std::to_string(i) + "\nshared\n";
  }
  const std::string diff = unified_diff("f", before, after);
  CHECK(diff.find("@@ -1,5001 +1,5001 @@\n same\n-a0\n-shared\n") != std::string::npos);
}
