#include "core/base/glob.h"

#include <doctest/doctest.h>

#include <random>
#include <string>

using callgate::glob_matches;
using callgate::PathGlob;

namespace {

// The definition, written as one: slow and obviously right.
bool defined(std::string_view pattern, std::string_view text, bool path) {
  if (pattern.empty()) return text.empty();
  if (pattern[0] != '*') {
    return !text.empty() && text[0] == pattern[0] && defined(pattern.substr(1), text.substr(1), path);
  }
  std::size_t stars = 1;
  while (stars < pattern.size() && pattern[stars] == '*') ++stars;
  for (std::size_t taken = 0; taken <= text.size(); ++taken) {
    if (defined(pattern.substr(stars), text.substr(taken), path)) return true;
    if (taken < text.size() && text[taken] == '/' && path && stars == 1) return false;
  }
  return false;
}

}  // namespace

TEST_CASE("a star in a name stands for any run, also none") {
  CHECK(glob_matches("fs__read_*", "fs__read_file"));
  CHECK(glob_matches("fs__read_*", "fs__read_"));
  CHECK_FALSE(glob_matches("fs__read_*", "fs__write_file"));
  CHECK(glob_matches("*__delete_*", "gh__delete_repository"));
  CHECK(glob_matches("*", ""));
  CHECK(glob_matches("a*b*c", "a/b/b/c"));
  CHECK_FALSE(glob_matches("a*b*c", "a/b/b"));
  CHECK_FALSE(glob_matches("fs__read", "fs__read_file"));
  CHECK_FALSE(glob_matches("FS__*", "fs__read"));
  CHECK_FALSE(glob_matches("", "x"));
}

TEST_CASE("in a path one star stays within a segment and two cross it") {
  CHECK(PathGlob("/srv/*.md").matches("/srv/a.md"));
  CHECK_FALSE(PathGlob("/srv/*.md").matches("/srv/a/b.md"));
  CHECK(PathGlob("/srv/**.md").matches("/srv/a/b.md"));
  CHECK(PathGlob("/home/ada/.ssh/**").matches("/home/ada/.ssh/keys/id"));
  CHECK(PathGlob("/home/ada/.ssh/**").matches("/home/ada/.ssh"));
  CHECK_FALSE(PathGlob("/home/ada/.ssh/**").matches("/home/ada/.sshd"));
  CHECK(PathGlob("**/.env").matches("a/b/.env"));
  CHECK(PathGlob("exact").matches("exact"));
  CHECK_FALSE(PathGlob("exact").matches("exactly"));
  CHECK_FALSE(PathGlob("exactly").matches("exact"));
}

TEST_CASE("patterns longer than a machine word") {
  const std::string folder(200, 'f');
  CHECK(PathGlob("**/" + folder + "/*/x").matches("/a/" + folder + "/b/x"));
  CHECK_FALSE(PathGlob("**/" + folder + "/*/x").matches("/a/" + folder + "/b/c/x"));
  CHECK(PathGlob("*" + folder).matches(folder + folder));
}

TEST_CASE("both agree with the definition on random patterns and texts") {
  std::mt19937 random(7);
  const auto word = [&](std::string_view letters, std::size_t most) {
    std::string out;
    for (std::size_t left = random() % (most + 1); left > 0; --left)
      out += letters[random() % letters.size()];
    return out;
  };
  for (int round = 0; round < 20'000; ++round) {
    const std::string pattern = word("ab/**", 7), text = word("ab/", 9);
    CAPTURE(pattern);
    CAPTURE(text);
    REQUIRE(glob_matches(pattern, text) == defined(pattern, text, false));
    const bool folder = pattern.ends_with("/**") && defined(pattern, text + '/', true);
    REQUIRE(PathGlob(pattern).matches(text) == (folder || defined(pattern, text, true)));
  }
}
