#include "core/config/expand.h"

#include <doctest/doctest.h>

using namespace callgate;

namespace {

const std::map<std::string, std::string> kEnvironment{
    {"HOME", "/home/you"}, {"EMPTY", ""}, {"LOOP", "${HOME}"}};

std::string expanded(std::string_view text) {
  const auto value = config::expand(text, {kEnvironment, "/srv/work"});
  return value ? *value : "! " + value.error().what;
}

}  // namespace

TEST_CASE("variables are replaced wherever they stand, and once") {
  CHECK(expanded("plain") == "plain");
  CHECK(expanded("") == "");
  CHECK(expanded("${HOME}/a:${env:HOME}/b") == "/home/you/a:/home/you/b");
  CHECK(expanded("${workspace}/x") == "/srv/work/x");
  CHECK(expanded("${LOOP}") == "${HOME}");
  CHECK(expanded("$HOME $$ {HOME} $") == "$HOME $$ {HOME} $");
}

TEST_CASE("a default stands in for what is missing or empty") {
  CHECK(expanded("${NOPE:-postgres://localhost/dev}") == "postgres://localhost/dev");
  CHECK(expanded("${env:NOPE:-x}") == "x");
  CHECK(expanded("${EMPTY:-x}") == "x");
  CHECK(expanded("${EMPTY}") == "");
  CHECK(expanded("${NOPE:-}") == "");
  CHECK(expanded("${HOME:-x}") == "/home/you");
}

TEST_CASE("a variable that is missing is named, with what to do") {
  CHECK(expanded("a ${GITHUB_TOKEN}") ==
        "! the environment variable GITHUB_TOKEN is not set: set it where the host starts Callgate, or write "
        "${GITHUB_TOKEN:-default}");
  CHECK(expanded("${env:NOPE}").starts_with("! the environment variable NOPE is not set"));
}

TEST_CASE("what is no variable of ours is refused with what to write instead") {
  CHECK(expanded("${HOME") == "! \"${\" is never closed with \"}\"");
  CHECK(expanded("${}").starts_with("! ${} is no variable"));
  CHECK(expanded("${a-b}").starts_with("! ${a-b} is no variable"));
  CHECK(expanded("${input:token}").find("put the value into the environment") != std::string::npos);
  CHECK(expanded("${workspaceFolder}").find("write ${workspace}") != std::string::npos);
  CHECK(expanded("${userHome}").find("write ${HOME}") != std::string::npos);
}
