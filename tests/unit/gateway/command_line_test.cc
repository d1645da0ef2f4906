#include "gateway/command_line.h"

#include <doctest/doctest.h>

using namespace callgate;

namespace {

// The words of a command, each in brackets.
std::string words(std::string_view text) {
  const auto split = split_command(text);
  if (!split) return "! " + split.error().what;
  std::string out;
  for (const std::string& word : *split) out += "[" + word + "]";
  return out;
}

}  // namespace

TEST_CASE("a command is split as a shell would, and nothing is expanded") {
  CHECK(words("") == "");
  CHECK(words("  npx \t-y\nserver ") == "[npx][-y][server]");
  CHECK(words(R"(a 'b c' "d e" f\ g)") == "[a][b c][d e][f g]");
  CHECK(words(R"(a''b "" '')") == "[ab][][]");
  CHECK(words(R"("say \"hi\" \\ \$x \n" 'it\s')") == R"([say "hi" \ $x \n][it\s])");
  CHECK(words(R"(--x='1 2'"3 4"5)") == "[--x=1 23 45]");
  CHECK(words("a | b; c && $HOME ~ *") == "[a][|][b;][c][&&][$HOME][~][*]");
}

TEST_CASE("what is open at the end is an error") {
  CHECK(words("a 'b") == "! the quote ' is never closed");
  CHECK(words("a \"b") == "! the quote \" is never closed");
  CHECK(words("a\\") == "! it ends with a backslash");
}

TEST_CASE("a named command has a name and a program") {
  const auto named = parse_named_command("fs=npx -y 'a=b'");
  REQUIRE(named.has_value());
  CHECK(named->name == "fs");
  CHECK(named->words == std::vector<std::string>{"npx", "-y", "a=b"});
  for (const char* bad : {"", "fs", "=npx", "fs=", "fs=  ", "fs=''", "fs='a"}) {
    CAPTURE(bad);
    CHECK(parse_named_command(bad).has_error());
  }
}
