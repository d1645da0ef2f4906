#include "core/analysis/path/under.h"

#include <doctest/doctest.h>

#include <string>

using namespace callgate::analysis;

namespace {

PathContext home_and_root() {
  PathContext context;
  context.home = "/home/me";
  context.root = "/srv/ws";
  return context;
}

}  // namespace

TEST_CASE("under: paths are completed before they are compared") {
  const PathContext context = home_and_root();
  CHECK(canonical_path("a/./b//c/..", context) == "/srv/ws/a/b");
  CHECK(canonical_path("~/x", context) == "/home/me/x");
  CHECK(canonical_path("$HOME/x", context) == "/home/me/x");
  CHECK(canonical_path("~other/x", context) == "~/x");
  CHECK(canonical_path("../../../x", context) == "/x");
  CHECK(canonical_path("file:///a%20b", context) == "/a b");
  CHECK(canonical_path("A/b") == "A/b");
  CHECK(canonical_path("../a") == "../a");
  CHECK(canonical_path("~/a") == "~/a");
  CHECK(canonical_path("") == ".");
  CHECK(canonical_path("C:/a/../b") == "C:/b");
  CHECK(canonical_path("/proc/self/root/etc") == "/etc");
}

TEST_CASE("under: folders hold themselves and what is below, not their neighbours") {
  const PathContext context = home_and_root();
  CHECK(is_under("/srv/ws", "/srv/ws", context));
  CHECK(is_under("/srv/ws/a", "/srv/ws/", context));
  CHECK(is_under("a", "/srv/ws", context));
  CHECK(is_under("~/x", "/home/me", context));
  CHECK(is_under("/home/me/x", "~", context));
  CHECK(is_under("a/b", "a", context));
  CHECK(is_under("/anything", "/", context));
  CHECK(!is_under("/srv/wsx", "/srv/ws", context));
  CHECK(!is_under("/srv", "/srv/ws", context));
  CHECK(!is_under("../x", "/srv/ws", context));
  CHECK(!is_under("a/../../x", "/srv/ws", context));
  CHECK(!is_under("", "/srv/ws", context));
  CHECK(!is_under("a", "/srv/ws"));
  CHECK(!is_under("~root/x", "/home/me", context));
}

TEST_CASE("under: only what every reading agrees on is certain") {
  const PathContext context = home_and_root();
  CHECK(is_under("a%20b", "/srv/ws", context));
  CHECK(is_under("file:///srv/ws/a", "/srv/ws", context));
  CHECK(is_under("été.txt", "/srv/ws", context));
  for (const std::string path : {"..%2fx", "..\\x", "%2e%2e/x", "．．/x", "..%252fx"}) {
    CAPTURE(path);
    CHECK(!is_under(path, "/srv/ws", context));
    CHECK(may_be_under(path, "/srv/ws", context));
    CHECK(may_be_under(path, "/srv", context));
  }
  const std::string_view nul("/srv/ws/a\0/../../../etc", 23);
  CHECK(!is_under(nul, "/srv/ws", context));
  CHECK(may_be_under(nul, "/srv/ws", context));
  CHECK(!may_be_under("/etc/x", "/srv/ws", context));
}

TEST_CASE("under: case counts unless it is folded") {
  CHECK(!is_under("/SRV/ws/a", "/srv/ws"));
  CHECK(is_under("/SRV/ws/a", "/srv/WS", {}, {.fold_case = true}));
}

TEST_CASE("under: the lexical resolver follows nothing and refuses what no file can be called") {
  const PathContext context = home_and_root();
  const LexicalResolver resolver(context);
  CHECK(resolver.real("a/../b").value() == "/srv/ws/b");
  const auto refused = resolver.real(std::string_view("a\0b", 3));
  REQUIRE(!refused);
  CHECK(refused.error().code == callgate::Errc::invalid);
}
