#include "core/analysis/shell/places.h"

#include <doctest/doctest.h>

using namespace callgate::analysis::shell;

TEST_CASE("shell places: what a system or a home stands on, however it is written") {
  for (const char* root : {"/", "/*", "//etc/", "/etc/.", "~", "~/", "~/*", "$HOME", "/home/kim", "/usr/lib/",
                           "/var/lib/mysql", "C:\\Windows", "C:\\Users\\", "c:/"}) {
    CAPTURE(root);
    CHECK(is_root_place(root));
  }
  for (const char* other : {".", "src", "/tmp/x", "~/work", "/etc/nginx", "/home/kim/work", "/usr/src",
                            "/var/tmp", "/home/kim/*", "etc", "usr/lib", "x*"}) {
    CAPTURE(other);
    CHECK_FALSE(is_root_place(other));
  }
}

TEST_CASE("shell places: disks and files nobody can do without") {
  CHECK(is_precious("/dev/sda"));
  CHECK(is_precious("/proc/sysrq-trigger"));
  CHECK_FALSE(is_precious("/dev/null"));
  CHECK(is_vital("/etc/passwd"));
  CHECK(is_vital("/home/kim/.bash_history"));
  CHECK_FALSE(is_vital("etc/passwd.md"));
}
