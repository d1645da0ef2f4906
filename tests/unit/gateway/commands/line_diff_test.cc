#include "gateway/commands/line_diff.h"

#include <doctest/doctest.h>

using namespace callgate::commands;

namespace {

std::string diff(std::string_view before, std::string_view after, std::size_t context = 3) {
  std::string text;
  for (const std::string& line : line_diff(before, after, context)) text += line + "\n";
  return text;
}

}  // namespace

TEST_CASE("a diff of texts names what went and what came") {
  CHECK(diff("a", "a") == "");
  CHECK(diff("a", "b") == "@@ -1,1 +1,1 @@\n-a\n+b\n");
  CHECK(diff("a\nb\nc", "a\nB\nc") == "@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n");
  CHECK(diff("a\nc", "a\nb\nc") == "@@ -1,2 +1,3 @@\n a\n+b\n c\n");
  CHECK(diff("a\n", "a") == "@@ -1,2 +1,1 @@\n a\n-\n");
}

TEST_CASE("far from a change lines are left out, and counted") {
  CHECK(diff("1\n2\n3\n4\n5\n6\n7", "1\n2\n3\nx\n5\n6\n7", 1) == "@@ -3,3 +3,3 @@\n 3\n-4\n+x\n 5\n");
  CHECK(diff("1\n2\n3\n4\n5", "x\n2\n3\n4\ny", 0) == "@@ -1,1 +1,1 @@\n-1\n+x\n@@ -5,1 +5,1 @@\n-5\n+y\n");
  CHECK(diff("1\n2", "1\n2\n3", 0) == "@@ -2,0 +3,1 @@\n+3\n");
}

TEST_CASE("texts of very many lines are all gone and all new") {
  std::string before, after;
  for (int i = 0; i < 2500; ++i) before += "a\n", after += "b\n";
  // 2,500 lines and an empty one on either side, and the heading.
  CHECK(line_diff(before, after).size() == 2 * 2501 + 1);
}
