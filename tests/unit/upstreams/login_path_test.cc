#include "upstreams/login_path.h"

#include <doctest/doctest.h>

#include "unit/upstreams/processes.h"
#include "unit/upstreams/temp_folder.h"

using namespace callgate;

namespace {

// What a shell whose home holds `files` answers.
std::optional<std::string> ask(const std::string& shell, const test::TempFolder& home) {
  test::CleanLauncher launcher;
  Child child =
      launcher->spawn(login_path_command({{"SHELL", shell}, {"HOME", home.path}, {"PATH", "/usr/bin:/bin"}}))
          .value();
  child.input.reset();
  return parse_login_path(test::read_all(child.output));
}

}  // namespace

TEST_SUITE("upstreams login path") {
  TEST_CASE("bare is what holds the system's folders only") {
    for (const char* path : {"", "/usr/bin:/bin:/usr/sbin:/sbin", "/usr/local/bin:/usr/bin:/bin", "/bin/"}) {
      CAPTURE(path);
      CHECK(is_bare(path));
    }
    for (const char* path : {"/usr/bin:/opt/homebrew/bin", "/usr/bin:", "/usr/games:/bin", "/"}) {
      CAPTURE(path);
      CHECK_FALSE(is_bare(path));
    }
  }

  TEST_CASE("each shell is asked in its own language") {
    const auto arguments = [](const char* shell) { return login_path_command({{"SHELL", shell}}).argv; };
    const auto zsh = arguments("/bin/zsh"), fish = arguments("/usr/bin/fish"), tcsh = arguments("/bin/tcsh");
    REQUIRE(zsh.size() == 3);
    CHECK(zsh[0] == "/bin/zsh");
    CHECK(zsh[1] == "-lic");
    CHECK(zsh[2].find("\"$PATH\"") != std::string::npos);
    CHECK(fish[2].find("string join : $PATH") != std::string::npos);
    CHECK(tcsh[1] == "-ic");
    CHECK(login_path_command({}).argv[0].starts_with("/"));
    CHECK(login_path_command({{"SHELL", "bash"}}).argv[0].starts_with("/"));
  }

  TEST_CASE("the shell sees the allowed environment only") {
    const Command command = login_path_command({{"SHELL", "/bin/sh"}, {"SECRET", "x"}});
    CHECK(command.env == std::vector<std::string>{"SHELL=/bin/sh"});
  }

  TEST_CASE("the answer is found among noise, or not at all") {
    CHECK(parse_login_path("\ncallgate-path</a:/b c>\n") == "/a:/b c");
    CHECK(parse_login_path("Welcome!\n\x1b]0;title\a\ncallgate-path</a>\nlogout\n") == "/a");
    CHECK(parse_login_path("printf 'callgate-%s<%s>' path\ncallgate-path</a>") == "/a");
    CHECK(parse_login_path("callgate-path</old>\ncallgate-path</new>\n") == "/new");
    CHECK(parse_login_path("callgate-path</a>b>\n") == "/a>b");
    CHECK_FALSE(parse_login_path(""));
    CHECK_FALSE(parse_login_path("callgate-path<>\n"));
    CHECK_FALSE(parse_login_path("callgate-path</cut"));
    CHECK_FALSE(parse_login_path("callgate-path</cut\n>"));
    CHECK_FALSE(parse_login_path("bash: command not found\n"));
  }

  TEST_CASE("paths are merged in the terminal's order, each folder once") {
    CHECK(merge_paths("/usr/bin:/bin:/mine", "/opt/bin:/usr/bin:/opt/bin") == "/opt/bin:/usr/bin:/bin:/mine");
    CHECK(merge_paths("/usr/bin", "") == "/usr/bin");
    CHECK(merge_paths("", "/a:relative::/b") == "/a:/b");
  }

#ifdef __linux__
  TEST_CASE("bash and sh answer, however noisy their start-up files are") {
    const test::TempFolder home;
    home.file(".profile", "echo noise; PATH=/from/profile:$PATH\n", 0644);
    home.file(".bashrc", "echo more; PATH=/from/bashrc:$PATH; set -v -x\n", 0644);
    home.file(".bash_profile", ". ~/.profile; . ~/.bashrc\n", 0644);
    const std::string bash = ask("/bin/bash", home).value_or("");
    CHECK(bash.starts_with("/from/bashrc:/from/profile:"));
    CHECK(ask("/bin/sh", home).value_or("").starts_with("/from/profile:"));
  }

  TEST_CASE("a shell that is none gives no answer") {
    const test::TempFolder home;
    CHECK_FALSE(ask("/bin/true", home));
    CHECK_FALSE(ask("/no/such/shell", home));
  }
#endif
}
