#include "process.h"

#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

extern char** environ;

namespace callgate::bench {
namespace {

void close_all(std::initializer_list<int> fds) {
  for (const int fd : fds) {
    if (fd >= 0) ::close(fd);
  }
}

// The driver ignores SIGPIPE; the child must start with the usual answer to it.
int launch(pid_t& pid, const std::vector<std::string>& command, int in, int out,
           const std::string& stderr_file) {
  std::vector<char*> argv;
  for (const std::string& word : command) argv.push_back(const_cast<char*>(word.c_str()));
  argv.push_back(nullptr);
  posix_spawn_file_actions_t files;
  posix_spawnattr_t attributes;
  ::posix_spawn_file_actions_init(&files);
  ::posix_spawnattr_init(&attributes);
  ::posix_spawn_file_actions_adddup2(&files, in, 0);
  ::posix_spawn_file_actions_adddup2(&files, out, 1);
  ::posix_spawn_file_actions_addopen(&files, 2, stderr_file.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
  sigset_t defaults;
  ::sigemptyset(&defaults);
  ::sigaddset(&defaults, SIGPIPE);
  ::posix_spawnattr_setsigdefault(&attributes, &defaults);
  ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
  const int error = ::posix_spawnp(&pid, argv[0], &files, &attributes, argv.data(), environ);
  ::posix_spawn_file_actions_destroy(&files);
  ::posix_spawnattr_destroy(&attributes);
  return error;
}

}  // namespace

Child spawn(const std::vector<std::string>& command, const std::string& stderr_file) {
  Child child;
  int in[2] = {-1, -1}, out[2] = {-1, -1};
  if (::pipe2(in, O_CLOEXEC) != 0 || ::pipe2(out, O_CLOEXEC) != 0) {
    child.error = std::string("cannot make pipes: ") + std::strerror(errno);
    close_all({in[0], in[1], out[0], out[1]});
    return child;
  }
  child.started = now();
  const int error = launch(child.pid, command, in[0], out[1], stderr_file);
  close_all({in[0], out[1]});
  if (error != 0) {
    child.pid = -1;
    child.error = "cannot start " + command[0] + ": " + std::strerror(error);
    close_all({in[1], out[0]});
    return child;
  }
  child.to_child = in[1];
  child.from_child = out[0];
  ::fcntl(child.to_child, F_SETFL, O_NONBLOCK);
  return child;
}

bool wait_end(pid_t pid, Millis limit) {
  const Instant until = now() + limit;
  const int fd = static_cast<int>(::syscall(SYS_pidfd_open, pid, 0));
  pollfd wait{fd, POLLIN, 0};
  bool ended = fd < 0;
  while (!ended && now() < until) {
    const auto left = std::chrono::ceil<Millis>(until - now()).count();
    ended = ::poll(&wait, 1, static_cast<int>(left)) > 0;
  }
  close_all({fd});
  if (ended) ::waitpid(pid, nullptr, 0);
  return ended;
}

bool pin_to_core(int core) {
  cpu_set_t set;
  CPU_ZERO(&set);
  CPU_SET(static_cast<unsigned>(core), &set);
  return ::sched_setaffinity(0, sizeof set, &set) == 0;
}

}  // namespace callgate::bench
