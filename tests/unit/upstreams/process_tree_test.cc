#ifdef __linux__

#include "upstreams/process_tree.h"

#include <array>
#include <csignal>

#include "unit/upstreams/processes.h"

using namespace callgate;

namespace {

volatile std::sig_atomic_t signals_seen = 0;

// A child in a session of its own that waits to be killed.
pid_t idle_child() {
  Pipe ready = make_pipe(4096).value();
  const pid_t pid = ::fork();
  if (pid == 0) {
    ::setsid();
    ::signal(SIGTERM, SIG_DFL);  // the test program has its own
    ready.write.reset();
    while (true) ::pause();
  }
  ready.write.reset();
  CHECK(test::read_all(ready.read).empty());
  return pid;
}

}  // namespace

TEST_SUITE("upstreams process tree") {
  TEST_CASE("children are found by the kernel's list and by looking at all processes, unless spared") {
    for (const auto signal_all : {signal_descendants, signal_children_by_scan}) {
      const pid_t pid = idle_child();
      const pid_t other = idle_child();
      const std::array<pid_t, 2> spared{other, 4'000'000};
      CHECK(signal_all(SIGTERM, spared) == 1);
      int status = 0;
      CHECK(::waitpid(pid, &status, 0) == pid);
      CHECK(WTERMSIG(status) == SIGTERM);
      CHECK(::waitpid(other, &status, WNOHANG) == 0);
      CHECK(signal_all(SIGKILL, {}) == 1);
      CHECK(::waitpid(other, &status, 0) == other);
      CHECK(WTERMSIG(status) == SIGKILL);
      CHECK(signal_all(SIGKILL, {}) == 0);
    }
  }

  // SIGURG, as nobody minds it if this fails.
  TEST_CASE("no number that stands for many processes is ever signalled") {
    const auto before = ::signal(SIGURG, [](int) { signals_seen = signals_seen + 1; });
    for (const pid_t pid : {0, -1, 1, -::getpgid(0)}) {
      signal_process(pid, SIGURG);
      signal_group(pid, SIGURG);
      CHECK_FALSE(group_exists(pid));
    }
    CHECK(signals_seen == 0);
    ::raise(SIGURG);
    CHECK(signals_seen == 1);
    ::signal(SIGURG, before);
  }

  TEST_CASE("a group exists as long as one member does, zombies included") {
    const pid_t pid = idle_child();
    CHECK(group_exists(pid));
    signal_group(pid, SIGKILL);
    siginfo_t info{};
    CHECK(::waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED | WNOWAIT) == 0);
    CHECK(group_exists(pid));
    CHECK(::waitpid(pid, nullptr, 0) == pid);
    CHECK_FALSE(group_exists(pid));
  }
}

#endif
