// Trees that do not want to end.
#ifdef __linux__

#include <doctest/doctest.h>

#include <algorithm>

#include "unit/upstreams/processes.h"
#include "upstreams/process_tree.h"

using namespace callgate;
using namespace callgate::test;

namespace {

// Seven processes, all deaf to SIGTERM: the server, a child in its group, one in a session of its own, one
// under nohup, and a detached shell with two children whose parent has ended.
constexpr const char* kHostile = R"(
  trap '' TERM HUP INT
  sleep 1000 &
  setsid sleep 1000 &
  nohup sleep 1000 >/dev/null 2>&1 &
  (setsid sh -c 'sleep 1000 & sleep 1000; :' &)
  exec cat
)";
constexpr std::size_t kHostileSize = 7;

// A server in front of a process that forks and ends, for ever, so that its number is stale once read.
constexpr const char* kHopping = R"(
  export HOP='setsid sh -c "$HOP" & exit 0'
  sh -c "$HOP"
  exec cat
)";

bool all_gone(const std::string& mark) {
  return comes_true([&] { return marked(mark).empty(); });
}

// Whether `count` such trees are complete, and no process is still on its way to becoming another.
bool stands(const std::string& mark, std::size_t count) {
  std::size_t sleeping = 0, reading = 0, all = 0;
  for (const pid_t pid : marked(mark)) {
    const std::string name = status_field(pid, "Name");
    sleeping += name == "sleep";
    reading += name == "cat";
    ++all;
  }
  return sleeping == 5 * count && reading == count && all == kHostileSize * count;
}

struct Hostile {
  explicit Hostile(Launcher& launcher) : child(launcher.spawn(shell(kHostile, {mark})).value()) {
    const ControlMessage started = next(child);
    REQUIRE(started.kind == Kind::started);
    server = started.pid;
    REQUIRE(comes_true([&] { return stands(mark, 1); }));
  }
  std::string mark = new_mark();
  Child child;
  pid_t server = 0;
};

// Runs `body` in a forked process that then waits to be killed; returns its process id once `body` is
// through.
template <class Body>
pid_t in_other_process(Body body) {
  Pipe ready = make_pipe(4096).value();
  const pid_t pid = ::fork();
  if (pid == 0) {
    body();
    [[maybe_unused]] const ssize_t told = ::write(ready.write.get(), "r", 1);
    while (true) ::pause();
  }
  char byte = 0;
  REQUIRE(readable(ready.read.get()));
  REQUIRE(::read(ready.read.get(), &byte, 1) == 1);
  return pid;
}

void kill_and_reap(pid_t pid) {
  signal_process(pid, SIGKILL);
  REQUIRE(::waitpid(pid, nullptr, 0) == pid);
}

}  // namespace

TEST_SUITE("upstreams sweep") {
  TEST_CASE("a polite server ends by SIGTERM") {
    CleanLauncher launcher;
    const Child child =
        launcher->spawn(shell("trap 'exit 3' TERM; echo ready; while :; do sleep 1000 & wait; done")).value();
    CHECK(read_line(child.output) == "ready");
    request(child.control.get(), Stop::terminate);
    CHECK(next(child).kind == Kind::started);
    const ControlMessage exited = next(child);
    CHECK(exited.kind == Kind::exited);
    CHECK(exited.value == 3);
    CHECK(next(child).kind == Kind::swept);
  }

  TEST_CASE("a server asked to end before it has started ends too") {
    CleanLauncher launcher;
    const Child child = launcher->spawn({{"/bin/cat"}, {}, ""}).value();
    request(child.control.get(), Stop::terminate);
    CHECK(next(child).kind == Kind::started);
    CHECK(next(child).value == SIGTERM);
    CHECK(next(child).kind == Kind::swept);
  }

  TEST_CASE("a server that outlives its wrapper may finish what SIGTERM began") {
    CleanLauncher launcher;
    const Child child =
        launcher
            ->spawn(shell(R"(sh -c 'trap "echo saved; exit" TERM; echo ready; sleep 1000 & wait' & wait)"))
            .value();
    CHECK(read_line(child.output) == "ready");
    request(child.control.get(), Stop::terminate);
    CHECK(next(child).kind == Kind::started);
    CHECK(next(child).kind == Kind::killed);
    CHECK(read_all(child.output) == "saved\n");
    CHECK(next(child).kind == Kind::swept);
  }

  TEST_CASE("SIGTERM alone leaves the deaf alive, the kill request nothing") {
    CleanLauncher launcher;
    Hostile tree(*launcher);
    request(tree.child.control.get(), Stop::terminate);
    REQUIRE(::write(tree.child.input.get(), "heard\n", 6) == 6);
    CHECK(read_line(tree.child.output) == "heard");
    CHECK(marked(tree.mark).size() == kHostileSize);
    request(tree.child.control.get(), Stop::kill);
    CHECK(next(tree.child).kind == Kind::killed);
    CHECK(next(tree.child).kind == Kind::swept);
    CHECK(marked(tree.mark).empty());
    CHECK(next(tree.child).kind == Kind::closed);
  }

  TEST_CASE("what a server leaves behind when it exits by itself goes too") {
    CleanLauncher launcher;
    Hostile tree(*launcher);
    tree.child.input.reset();
    CHECK(next(tree.child).kind == Kind::exited);
    CHECK(next(tree.child).kind == Kind::swept);
    CHECK(marked(tree.mark).empty());
  }

  TEST_CASE("closing the control descriptor kills the tree") {
    CleanLauncher launcher;
    Hostile tree(*launcher);
    tree.child.control.reset();
    CHECK(all_gone(tree.mark));
  }

  TEST_CASE("a tree that forks and ends faster than it is listed goes too") {
    CleanLauncher launcher;
    const std::string mark = new_mark();
    const Child child = launcher->spawn(shell(kHopping, {mark})).value();
    REQUIRE(::write(child.input.get(), "\n", 1) == 1);
    read_line(child.output);
    CHECK(next(child).kind == Kind::started);
    request(child.control.get(), Stop::kill);
    CHECK(next(child).kind == Kind::killed);
    CHECK(next(child).kind == Kind::swept);
    CHECK(marked(mark).empty());
  }

  TEST_CASE("nothing survives SIGKILL of the process that spawned it, not even together with the launcher") {
    for (const bool launcher_too : {false, true}) {
      CAPTURE(launcher_too);
      const std::string mark = new_mark();
      Pipe numbers = make_pipe(4096).value();
      const pid_t other = in_other_process([&] {
        auto* inner = new Launcher(Launcher::start().value());
        for (int i = 0; i < 3; ++i) {
          auto* child = new Child(inner->spawn(shell(kHostile, {mark})).value());
          next(*child);
        }
        const pid_t pid = inner->pid();
        [[maybe_unused]] const ssize_t told = ::write(numbers.write.get(), &pid, sizeof pid);
      });
      pid_t launcher = 0;
      REQUIRE(::read(numbers.read.get(), &launcher, sizeof launcher) == sizeof launcher);
      REQUIRE(comes_true([&] { return stands(mark, 3); }));
      if (launcher_too) signal_process(launcher, SIGKILL);
      kill_and_reap(other);
      CHECK(all_gone(mark));
      CHECK(no_children_left());
    }
  }

  TEST_CASE("SIGKILL of a keeper: the launcher ends what it left") {
    CleanLauncher launcher;
    Hostile tree(*launcher);
    Hostile other(*launcher);
    signal_process(parent_of(tree.server), SIGKILL);
    CHECK(next(tree.child).kind == Kind::closed);
    CHECK(all_gone(tree.mark));
    CHECK(launcher->sweep_orphans() == 0);
    CHECK(marked(other.mark).size() == kHostileSize);
  }

  TEST_CASE("SIGKILL of the launcher, then of a keeper: the gateway ends what is left, and only that") {
    CleanLauncher launcher;
    const pid_t first = launcher->pid();
    Hostile tree(*launcher);
    Hostile other(*launcher);
    const pid_t keeper = parent_of(tree.server);
    signal_process(first, SIGKILL);
    REQUIRE(comes_true([&] { return parent_of(keeper) == ::getpid(); }));
    CHECK(launcher->sweep_orphans() == 0);
    CHECK(marked(tree.mark).size() == kHostileSize);

    // The next start forks a new launcher; the old keepers still listen.
    const Child late = launcher->spawn(shell("cat")).value();
    CHECK(next(late).kind == Kind::started);
    CHECK(launcher->pid() != first);
    CHECK(launcher->sweep_orphans() == 0);
    signal_process(keeper, SIGKILL);
    CHECK(next(tree.child).kind == Kind::closed);
    CHECK(comes_true([&] { return launcher->sweep_orphans() == 0 && marked(tree.mark).empty(); }));
    CHECK(marked(other.mark).size() == kHostileSize);
    request(other.child.control.get(), Stop::kill);
    CHECK(next(other.child).kind == Kind::killed);
    CHECK(next(other.child).kind == Kind::swept);
    CHECK(marked(other.mark).empty());
  }
}

#endif
