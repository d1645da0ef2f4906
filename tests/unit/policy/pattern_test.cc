#include "core/policy/pattern.h"

#include <doctest/doctest.h>

using namespace callgate;
using policy::parse_permission;

namespace {

std::string pattern(std::string_view entry) {
  const auto permission = parse_permission(entry);
  return permission ? permission->pattern : "! " + permission.error().what;
}

}  // namespace

TEST_CASE("a pattern names tools as the host sees them, with or without the host's own prefix") {
  CHECK(pattern("fs__read_*") == "fs__read_*");
  CHECK(pattern("*__delete_repository") == "*__delete_repository");
  CHECK(pattern("read_file") == "read_file");
  CHECK(pattern("admin.tools/list") == "admin.tools/list");
  CHECK(pattern("mcp__github__search_*") == "github__search_*");
  CHECK(pattern("mcp__github") == "github__*");
  CHECK(pattern("mcp__git*") == "git*");
  CHECK(pattern("mcp__*") == "*");
  CHECK(pattern("*") == "*");
}

TEST_CASE("a pattern may look at one argument") {
  const auto permission = parse_permission("mcp__fs__write_file(path:~/.ssh/**)");
  REQUIRE(permission.has_value());
  CHECK(permission->pattern == "fs__write_file");
  CHECK(permission->argument == "path");
  CHECK(permission->argument_pattern == "~/.ssh/**");
  const auto colons = parse_permission("db__query(url:postgres://a(b):1/*)");
  REQUIRE(colons.has_value());
  CHECK(colons->argument == "url");
  CHECK(colons->argument_pattern == "postgres://a(b):1/*");
}

TEST_CASE("what could never match a tool is an error") {
  for (const char* bad : {"", "mcp__", "(path:x)", "fs write", "fs__?", "fs__[a]", "fs__wr\xC3\xAFte",
                          "fs__x(path)", "fs__x(:y)", "fs__x(path:)", "fs__x(path:y", "fs__x(path:y) ",
                          "fs__x(a b:y)", "fs__x(*:y)", "fs__x)", "fs__x()", "fs__x(path:${workspace}/**)"}) {
    CAPTURE(bad);
    CHECK(pattern(bad).starts_with("! "));
  }
}
