#include "upstreams/environment.h"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>

#include "unit/upstreams/temp_folder.h"

using namespace callgate;
using test::TempFolder;

TEST_SUITE("upstreams environment") {
  TEST_CASE("a server inherits the allowed names and nothing else") {
    const Environ ours{{"HOME", "/home/u"},
                       {"LANG", "C"},
                       {"LC_ALL", "C.UTF-8"},
                       {"LOGNAME", "u"},
                       {"PATH", "/bin"},
                       {"SHELL", "/bin/sh"},
                       {"TERM", "dumb"},
                       {"TMPDIR", "/t"},
                       {"USER", "u"},
                       {"CLAUDE_PROJECT_DIR", "/p"},
                       {"CLAUDE_CODE_SESSION_ID", "s"},
                       {"AWS_SECRET_ACCESS_KEY", "x"},
                       {"LD_PRELOAD", "y"},
                       {"HOMEBREW", "z"},
                       {"path", "/lower"},
                       {"CALLGATE_STATE_DIR", "/state"}};
    const std::vector<std::string> expected{"CLAUDE_CODE_SESSION_ID=s",
                                            "CLAUDE_PROJECT_DIR=/p",
                                            "HOME=/home/u",
                                            "LANG=C",
                                            "LC_ALL=C.UTF-8",
                                            "LOGNAME=u",
                                            "PATH=/bin",
                                            "SHELL=/bin/sh",
                                            "TERM=dumb",
                                            "TMPDIR=/t",
                                            "USER=u"};
    CHECK(child_environment(ours, {}, "") == expected);
  }

  TEST_CASE("what is configured is passed whatever its name, and wins") {
    const Environ ours{{"HOME", "/home/u"}, {"PATH", "/bin"}, {"TOKEN", "ours"}};
    const Environ configured{
        {"HOME", "/elsewhere"}, {"TOKEN", "theirs"}, {"PATH", "/opt/bin"}, {"EMPTY", ""}};
    const std::vector<std::string> expected{"EMPTY=", "HOME=/elsewhere", "PATH=/opt/bin", "TOKEN=theirs"};
    CHECK(child_environment(ours, configured, "/login/bin") == expected);
  }

  TEST_CASE("the login shell's PATH is merged in, also when we have none") {
    CHECK(child_environment({{"PATH", "/bin:/x"}}, {}, "/login:/bin") ==
          std::vector<std::string>{"PATH=/login:/bin:/x"});
    CHECK(child_environment({}, {}, "/login") == std::vector<std::string>{"PATH=/login"});
  }

  TEST_CASE("a value that is a shell function is not inherited") {
    CHECK(child_environment({{"TERM", "() { :; }; echo x"}}, {}, "").empty());
  }

  TEST_CASE("our own environment is read") {
    ::setenv("CALLGATE_TEST_VARIABLE", "a=b", 1);
    CHECK(current_environment().at("CALLGATE_TEST_VARIABLE") == "a=b");
    ::unsetenv("CALLGATE_TEST_VARIABLE");
    CHECK(current_environment().count("CALLGATE_TEST_VARIABLE") == 0);
  }

  TEST_CASE("a program is found on PATH, in its order, past what cannot be run") {
    const TempFolder one, two;
    one.file("tool", "", 0644);
    const std::string tool = two.file("tool", "", 0755);
    const TempFolder three;
    three.file("tool", "", 0755);
    CHECK(find_program("tool", one.path + ":/no/such:" + two.path + ":" + three.path, "").value() == tool);
    REQUIRE(::mkdir((one.path + "/dir").c_str(), 0755) == 0);
    const std::string dir = two.file("dir", "", 0755);
    CHECK(find_program("dir", one.path + ":" + two.path, "").value() == dir);
    REQUIRE(::rmdir((one.path + "/dir").c_str()) == 0);
  }

  TEST_CASE("relative names and relative folders are relative to the server's folder") {
    const TempFolder folder;
    const std::string tool = folder.file("tool", "", 0755);
    CHECK(find_program("./tool", "/bin", folder.path).value() == tool);
    CHECK(find_program(tool, "", "/usr").value() == tool);
    for (const char* path : {":/no/such", "/no/such:", "/no/such::/nor/this", "."}) {
      CHECK(find_program("tool", path, folder.path).value() == tool);
    }
    CHECK(find_program("tool", "", folder.path).error().code == Errc::not_found);
    char here[4096];
    REQUIRE(::getcwd(here, sizeof here));
    REQUIRE(::chdir(folder.path.c_str()) == 0);
    const std::string found = find_program("./tool", "", "").value();
    REQUIRE(::chdir(here) == 0);
    CHECK(found.ends_with("/tool"));
    CHECK(found.starts_with("/"));
  }

  TEST_CASE("what is missing is named with where it was looked for and what to do") {
    const TempFolder folder;
    const std::string barred = folder.file("barred", "", 0644);
    const auto what = [](const Result<std::string>& result) { return result.error().what; };
    const auto says = [&](const Result<std::string>& result, const std::string& words) {
      CAPTURE(what(result));
      CHECK(what(result).find(words) != std::string::npos);
    };
    says(find_program("npx", "/no/bin:/no/sbin", ""),
         "no program \"npx\" on PATH (/no/bin:/no/sbin); install it");
    says(find_program("./run", "/bin", "/no/such"), "no program \"./run\" (looked for /no/such/run)");
    says(find_program("~/run", "/bin", "/tmp"), "write ${HOME}/run");
    says(find_program("barred", folder.path, ""), barred + " is not executable; allow it with chmod +x");
    says(find_program(barred, "", ""), barred + " is not executable");
    says(find_program("/usr/bin", "", ""), "/usr/bin is a folder");
    says(find_program("", "/bin", ""), "the command is empty");
  }
}
