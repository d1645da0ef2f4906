#ifdef __linux__

#include "upstreams/launcher.h"

#include <doctest/doctest.h>
#include <sys/resource.h>

#include <algorithm>

#include "unit/upstreams/processes.h"
#include "unit/upstreams/temp_folder.h"
#include "upstreams/process_tree.h"

using namespace callgate;
using namespace callgate::test;

namespace {

// Runs a command to its end and returns what it reported in between.
std::vector<ControlMessage> reports(Launcher& launcher, const Command& command) {
  const Child child = launcher.spawn(command).value();
  std::vector<ControlMessage> all;
  do {
    all.push_back(next(child));
  } while (all.back().kind != Kind::closed);
  return all;
}

}  // namespace

TEST_SUITE("upstreams launcher") {
  TEST_CASE("a server is spoken to over its three streams and ends at the end of its input") {
    CleanLauncher launcher;
    Child child = launcher->spawn(shell("read line; echo \"got $line\"; echo warned >&2; cat")).value();
    REQUIRE(::write(child.input.get(), "hello\n", 6) == 6);
    CHECK(read_line(child.output) == "got hello");
    CHECK(read_line(child.errors) == "warned");
    const ControlMessage started = next(child);
    CHECK(started.kind == Kind::started);
    CHECK(parent_of(parent_of(started.pid)) == launcher->pid());
    CHECK(!read_control(child.control.get()));
    child.input.reset();
    const ControlMessage exited = next(child);
    CHECK(exited.kind == Kind::exited);
    CHECK(exited.value == 0);
    CHECK(read_all(child.output).empty());
    CHECK(next(child).kind == Kind::swept);
    CHECK(next(child).kind == Kind::closed);
  }

  TEST_CASE("our ends do not block and close on exec") {
    CleanLauncher launcher;
    const Child child = launcher->spawn(shell("cat")).value();
    for (const OwnedFd* fd : {&child.input, &child.output, &child.errors, &child.control}) {
      CHECK((::fcntl(fd->get(), F_GETFL) & O_NONBLOCK) != 0);
      CHECK((::fcntl(fd->get(), F_GETFD) & FD_CLOEXEC) != 0);
    }
    CHECK(::fcntl(child.input.get(), F_GETPIPE_SZ) == 256 * 1024);
  }

  TEST_CASE("exit codes and signals are told apart") {
    CleanLauncher launcher;
    const auto exited = reports(*launcher, shell("exit 9"));
    REQUIRE(exited.size() == 4);
    CHECK(exited[0].kind == Kind::started);
    CHECK(exited[1].kind == Kind::exited);
    CHECK(exited[1].value == 9);
    CHECK(exited[2].kind == Kind::swept);
    const auto killed = reports(*launcher, shell("kill -9 $$"));
    REQUIRE(killed.size() == 4);
    CHECK(killed[1].kind == Kind::killed);
    CHECK(killed[1].value == SIGKILL);
  }

  TEST_CASE("what cannot start is reported with stage and reason") {
    CleanLauncher launcher;
    const TempFolder folder;
    struct Case {
      Command command;
      Stage stage;
      int number;
      std::string words;
    };
    const std::string script = "#!/no/such/shell\n";
    const Case cases[] = {
        {{{folder.path + "/absent"}, {}, ""},
         Stage::exec,
         ENOENT,
         "cannot start " + folder.path + "/absent: No such"},
        {{{folder.file("orphan", script, 0755)}, {}, ""}, Stage::exec, ENOENT, "interpreter"},
        {{{folder.file("plain", "text", 0644)}, {}, ""}, Stage::exec, EACCES, "chmod +x"},
        {{{folder.file("text", "no format", 0755)}, {}, ""}, Stage::exec, ENOEXEC, "#!/bin/sh"},
        {{{"/bin/true", std::string(200'000, 'x')}, {}, ""}, Stage::exec, E2BIG, "128 KiB"},
        {{{"/bin/true"}, {}, "/no/such/folder"}, Stage::directory, ENOENT, "folder /no/such/folder"},
    };
    for (const Case& c : cases) {
      CAPTURE(c.words);
      const auto all = reports(*launcher, c.command);
      REQUIRE(all.size() == 3);
      CHECK(all[0].kind == Kind::failed);
      CHECK(all[0].stage == c.stage);
      CHECK(all[0].value == c.number);
      CHECK(all[1].kind == Kind::swept);
      CHECK(start_error(all[0], c.command).what.find(c.words) != std::string::npos);
    }
  }

  TEST_CASE("a command that no system call could take is refused") {
    CleanLauncher launcher;
    CHECK(launcher->spawn({{}, {}, ""}).error().code == Errc::invalid);
    CHECK(launcher->spawn({{"cat"}, {}, ""}).error().code == Errc::invalid);
    CHECK(launcher->spawn({{"/bin/cat"}, {std::string("A=\0B", 4)}, ""}).error().code == Errc::invalid);
  }

  TEST_CASE("a server sees three descriptors, its own group and session, no signal blocked or ignored") {
    ::signal(SIGPIPE, SIG_IGN);
    CleanLauncher launcher;
    ::signal(SIGPIPE, SIG_DFL);
    const OwnedFd inheritable(::open("/dev/null", O_RDONLY));
    const Child child = launcher->spawn({{"/bin/cat"}, {}, "/"}).value();
    REQUIRE(::write(child.input.get(), "\n", 1) == 1);
    read_line(child.output);
    const pid_t pid = next(child).pid;
    CHECK(names_in("/proc/" + std::to_string(pid) + "/fd").size() == 3);
    CHECK(::getpgid(pid) == pid);
    CHECK(::getsid(pid) == pid);
    for (const char* set : {"SigBlk", "SigIgn", "SigCgt"})
      CHECK(status_field(pid, set) == "0000000000000000");
  }

  TEST_CASE("arguments, environment and folder arrive exactly") {
    CleanLauncher launcher;
    const Child env = launcher->spawn({{"/usr/bin/env"}, {"A=1", "EMPTY=", "B=x y\tz"}, ""}).value();
    CHECK(read_all(env.output) == "A=1\nEMPTY=\nB=x y\tz\n");
    Command command{{"/bin/sh", "-c", "pwd; printf '<%s>' \"$@\"", "sh", "", "a b", "c\n"}, {}, "/usr"};
    const Child args = launcher->spawn(command).value();
    CHECK(read_all(args.output) == "/usr\n<><a b><c\n>");
  }

  TEST_CASE("an environment far beyond one message arrives whole") {
    CleanLauncher launcher;
    Command command{{"/usr/bin/env"}, {}, ""};
    std::string expected;
    for (int i = 0; i < 10; ++i) {
      command.env.push_back("V" + std::to_string(i) + "=" + std::string(100'000, static_cast<char>('a' + i)));
      expected += command.env.back() + "\n";
    }
    const Child child = launcher->spawn(command).value();
    CHECK(read_all(child.output) == expected);
  }

  TEST_CASE("twenty starts at once") {
    CleanLauncher launcher;
    std::vector<Child> children;
    for (int i = 0; i < 20; ++i)
      children.push_back(launcher->spawn(shell("cat; exit " + std::to_string(i))).value());
    for (const Child& child : children) CHECK(next(child).kind == Kind::started);
    for (Child& child : children) child.input.reset();
    for (int i = 0; i < 20; ++i) CHECK(next(children[static_cast<std::size_t>(i)]).value == i);
  }

  TEST_CASE("a launcher that does not keep up makes us busy, not stuck, and catches up") {
    CleanLauncher launcher;
    signal_process(launcher->pid(), SIGSTOP);
    std::optional<Error> refused;
    for (int i = 0; i < 5000 && !refused; ++i) {
      auto child = launcher->spawn(shell("cat"));
      if (!child) refused = child.error();
    }
    signal_process(launcher->pid(), SIGCONT);
    REQUIRE(refused);
    CHECK(refused->code == Errc::busy);
    std::optional<Child> late;
    REQUIRE(comes_true([&] {
      auto child = launcher->spawn(shell("exit 7"));
      if (child) late = std::move(child).value();
      return late.has_value();
    }));
    CHECK(next(*late).kind == Kind::started);
    CHECK(next(*late).value == 7);
  }

  TEST_CASE("a full table of descriptors is an error with a remedy") {
    CleanLauncher launcher;
    rlimit before{};
    REQUIRE(::getrlimit(RLIMIT_NOFILE, &before) == 0);
    const OwnedFd highest(::open("/dev/null", O_RDONLY));
    const rlimit tight{static_cast<rlim_t>(highest.get()) + 4, before.rlim_max};
    REQUIRE(::setrlimit(RLIMIT_NOFILE, &tight) == 0);
    const auto child = launcher->spawn(shell("cat"));
    REQUIRE(::setrlimit(RLIMIT_NOFILE, &before) == 0);
    REQUIRE(!child);
    CHECK(child.error().code == Errc::io);
    CHECK(child.error().what.find("ulimit -n") != std::string::npos);
  }

  TEST_CASE("no descriptor is left") {
    const std::size_t before = open_descriptors();
    {
      CleanLauncher launcher;
      for (int i = 0; i < 5; ++i) reports(*launcher, shell("exit 0"));
      reports(*launcher, {{"/no/such/program"}, {}, ""});
      CHECK(open_descriptors() == before + 1);
    }
    CHECK(open_descriptors() == before);
  }

  TEST_CASE("the launcher holds none of our streams and does not heed a terminal") {
    CleanLauncher launcher;
    const Child child = launcher->spawn(shell("cat")).value();
    const pid_t keeper = parent_of(next(child).pid);
    CHECK(parent_of(keeper) == launcher->pid());
    CHECK(::getsid(keeper) == launcher->pid());
    for (const pid_t pid : {launcher->pid(), keeper}) {
      for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGPIPE}) signal_process(pid, signal);
      for (const char* fd : {"0", "1", "2"}) {
        char target[64] = {};
        const std::string link = "/proc/" + std::to_string(pid) + "/fd/" + fd;
        CHECK(::readlink(link.c_str(), target, sizeof target - 1) > 0);
        CHECK(std::string(target) == "/dev/null");
      }
    }
    REQUIRE(::write(child.input.get(), "still\n", 6) == 6);
    CHECK(read_line(child.output) == "still");
    const Child another = launcher->spawn(shell("cat")).value();
    CHECK(next(another).kind == Kind::started);
  }
}

#endif
