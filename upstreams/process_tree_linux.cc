#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "upstreams/process_tree.h"

namespace callgate {
namespace {

bool signal_child(pid_t child, int signal, std::span<const pid_t> spared) {
  if (std::find(spared.begin(), spared.end(), ::getsid(child)) != spared.end()) return false;
  signal_process(child, signal);
  return true;
}

// The parent of process `pid` by /proc/<pid>/stat, whose second field is a name in parentheses that may hold
// anything; 0 when it is gone.
pid_t parent_of(const char* pid) {
  char path[64], text[512];
  std::snprintf(path, sizeof path, "/proc/%s/stat", pid);
  const OwnedFd file(::open(path, O_RDONLY | O_CLOEXEC));
  const ssize_t size = file ? ::read(file.get(), text, sizeof text - 1) : -1;
  if (size <= 0) return 0;
  text[size] = '\0';
  const char* name_end = std::strrchr(text, ')');
  int parent = 0;
  return name_end && std::sscanf(name_end + 1, " %*c %d", &parent) == 1 ? parent : 0;
}

}  // namespace

const int kSendQuietly = MSG_NOSIGNAL;

void adopt_orphans() {
  ::prctl(PR_SET_CHILD_SUBREAPER, 1);
}

bool die_with(pid_t parent) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  return ::getppid() == parent;
}

std::size_t signal_children_by_scan(int signal, std::span<const pid_t> spared) {
  DIR* proc = ::opendir("/proc");
  if (!proc) return 0;
  std::size_t found = 0;
  while (const dirent* entry = ::readdir(proc)) {
    if (!std::isdigit(static_cast<unsigned char>(entry->d_name[0]))) continue;
    if (parent_of(entry->d_name) != ::getpid()) continue;
    if (signal_child(std::atoi(entry->d_name), signal, spared)) ++found;
  }
  ::closedir(proc);
  return found;
}

std::size_t signal_descendants(int signal, std::span<const pid_t> spared) {
  // Orphans are given to the main thread, whose number is that of the process.
  char path[64], text[4096];
  std::snprintf(path, sizeof path, "/proc/self/task/%d/children", ::getpid());
  const OwnedFd list(::open(path, O_RDONLY | O_CLOEXEC));
  if (!list) return signal_children_by_scan(signal, spared);  // a kernel without CONFIG_PROC_CHILDREN
  std::size_t found = 0;
  pid_t child = 0;
  ssize_t size = 0;
  while ((size = ::read(list.get(), text, sizeof text)) > 0) {
    for (const char c : std::span(text, static_cast<std::size_t>(size))) {
      if (c >= '0' && c <= '9') {
        child = child * 10 + (c - '0');
      } else if (child > 0) {
        if (signal_child(child, signal, spared)) ++found;
        child = 0;
      }
    }
  }
  return found;
}

void close_descriptors_from(int first) {
  if (::close_range(static_cast<unsigned>(first), ~0u, 0) == 0) return;
  const long end = ::sysconf(_SC_OPEN_MAX);  // a kernel before 5.9
  for (int fd = first; fd < end; ++fd) ::close(fd);
}

void name_process(const char* name) {
  ::prctl(PR_SET_NAME, name);
}

std::optional<Pipe> make_pipe(std::size_t size) {
  int fds[2];
  if (::pipe2(fds, O_CLOEXEC) != 0) return std::nullopt;
  ::fcntl(fds[1], F_SETPIPE_SZ, static_cast<int>(size));
  return Pipe{OwnedFd(fds[0]), OwnedFd(fds[1])};
}

std::optional<std::pair<OwnedFd, OwnedFd>> make_stream_pair() {
  int fds[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds) != 0) return std::nullopt;
  return std::pair(OwnedFd(fds[0]), OwnedFd(fds[1]));
}

OwnedFd make_anonymous_file() {
  return OwnedFd(::memfd_create("callgate-command", MFD_CLOEXEC));
}

}  // namespace callgate
