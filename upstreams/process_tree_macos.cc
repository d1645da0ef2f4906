// macOS cannot make a process adopt orphans or die with its parent, so a tree is ended as it stands: stopped,
// seen again until nothing new appears, killed. What has left both the tree (its parents ended) and the
// server's process group (setsid) before that cannot be found any more.
#include <fcntl.h>
#include <libproc.h>
#include <pthread.h>
#include <signal.h>
#include <sys/proc_info.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>

#include "upstreams/process_tree.h"

namespace callgate {
namespace {

constexpr std::size_t kMostProcesses = 4096;
constexpr int kMostLooks = 16;

// The processes below this one, parents first, without heap.
class Tree {
 public:
  // Looks again; returns how many are known now.
  std::size_t look(std::span<const pid_t> spared) {
    add_children_of(::getpid(), spared);
    for (std::size_t i = 0; i < count_; ++i) add_children_of(all_[i], spared);
    return count_;
  }
  std::span<const pid_t> all() const { return {all_.data(), count_}; }

 private:
  // A spared process keeps what is below it: the servers below their keepers.
  void add_children_of(pid_t parent, std::span<const pid_t> spared) {
    std::array<pid_t, 1024> children;
    // Returns bytes, as <libproc.h> has it; proc_listchildpids() has returned bytes and numbers.
    const int bytes = ::proc_listpids(PROC_PPID_ONLY, static_cast<uint32_t>(parent), children.data(),
                                      static_cast<int>(sizeof children));
    for (std::size_t i = 0; bytes > 0 && i < static_cast<std::size_t>(bytes) / sizeof(pid_t); ++i) {
      const pid_t child = children[i];
      const auto known = all();
      if (child <= 1 || count_ == all_.size() || std::find(known.begin(), known.end(), child) != known.end())
        continue;
      if (std::find(spared.begin(), spared.end(), ::getsid(child)) != spared.end()) continue;
      all_[count_++] = child;
    }
  }

  std::array<pid_t, kMostProcesses> all_;
  std::size_t count_ = 0;
};

void set_close_on_exec(int fd) {
  ::fcntl(fd, F_SETFD, FD_CLOEXEC);
}

}  // namespace

const int kSendQuietly = 0;  // SO_NOSIGPIPE instead, see make_stream_pair()

void adopt_orphans() {}

bool die_with(pid_t parent) {
  return ::getppid() == parent;
}

std::size_t signal_descendants(int signal, std::span<const pid_t> spared) {
  Tree tree;
  std::size_t stopped = 0;
  for (int looks = 0; looks < kMostLooks && tree.look(spared) > stopped; ++looks) {
    if (signal != SIGKILL) break;
    for (const pid_t pid : tree.all().subspan(stopped)) signal_process(pid, SIGSTOP);
    stopped = tree.all().size();
  }
  for (const pid_t pid : tree.all()) signal_process(pid, signal);
  return tree.all().size();
}

void close_descriptors_from(int first) {
  const long end = ::sysconf(_SC_OPEN_MAX);
  for (int fd = first; fd < end; ++fd) ::close(fd);
}

void name_process(const char* name) {
  ::pthread_setname_np(name);
}

std::optional<Pipe> make_pipe(std::size_t) {
  int fds[2];
  if (::pipe(fds) != 0) return std::nullopt;
  for (const int fd : fds) set_close_on_exec(fd);
  return Pipe{OwnedFd(fds[0]), OwnedFd(fds[1])};
}

std::optional<std::pair<OwnedFd, OwnedFd>> make_stream_pair() {
  int fds[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM, 0, fds) != 0) return std::nullopt;
  const int on = 1;
  for (const int fd : fds) {
    set_close_on_exec(fd);
    ::setsockopt(fd, SOL_SOCKET, SO_NOSIGPIPE, &on, sizeof on);
  }
  return std::pair(OwnedFd(fds[0]), OwnedFd(fds[1]));
}

OwnedFd make_anonymous_file() {
  char name[] = "/tmp/callgate-command-XXXXXX";
  OwnedFd file(::mkstemp(name));
  if (!file) return file;
  ::unlink(name);
  set_close_on_exec(file.get());
  return file;
}

}  // namespace callgate
