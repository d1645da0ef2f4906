// What the tests of this folder share: talking to a spawned program, and looking at processes from outside.
#pragma once

#include <dirent.h>
#include <doctest/doctest.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "upstreams/launcher.h"

namespace callgate::test {

using Kind = ControlMessage::Kind;

// Reached only by a test that fails.
inline std::chrono::steady_clock::time_point deadline() {
  return std::chrono::steady_clock::now() + std::chrono::seconds(30);
}

// Looks again and again until `holds` does; false after the deadline.
template <class Condition>
bool comes_true(Condition holds) {
  const auto end = deadline();
  while (!holds()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::yield();
  }
  return true;
}

inline bool readable(int fd) {
  pollfd entry{fd, POLLIN, 0};
  int ready = 0;
  do {
    ready = ::poll(&entry, 1, 30'000);
  } while (ready < 0 && errno == EINTR);
  return ready == 1;
}

// The next report of a keeper; `closed` if none comes.
inline ControlMessage next(const Child& child) {
  while (readable(child.control.get())) {
    if (auto message = read_control(child.control.get())) return *message;
  }
  return {Kind::closed};
}

// Everything up to the end of the stream.
inline std::string read_all(const OwnedFd& fd) {
  std::string text;
  char part[4096];
  while (readable(fd.get())) {
    const ssize_t got = ::read(fd.get(), part, sizeof part);
    if (got <= 0) break;
    text.append(part, static_cast<std::size_t>(got));
  }
  return text;
}

// The next line without its end.
inline std::string read_line(const OwnedFd& fd) {
  std::string line;
  char c = 0;
  while (readable(fd.get()) && ::read(fd.get(), &c, 1) == 1 && c != '\n') line.push_back(c);
  return line;
}

inline Command shell(const std::string& script, std::vector<std::string> more_env = {}) {
  Command command{{"/bin/sh", "-c", script}, {"PATH=/usr/bin:/bin"}, ""};
  command.env.insert(command.env.end(), more_env.begin(), more_env.end());
  return command;
}

inline std::string slurp(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

inline std::vector<std::string> names_in(const std::string& folder) {
  std::vector<std::string> names;
  DIR* dir = ::opendir(folder.c_str());
  while (const dirent* entry = dir ? ::readdir(dir) : nullptr) {
    if (entry->d_name[0] != '.') names.push_back(entry->d_name);
  }
  if (dir) ::closedir(dir);
  return names;
}

// The value of "Name:" in /proc/<pid>/status.
inline std::string status_field(pid_t pid, const std::string& name) {
  const std::string text = "\n" + slurp("/proc/" + std::to_string(pid) + "/status");
  const std::size_t at = text.find("\n" + name + ":\t");
  if (at == std::string::npos) return "";
  const std::size_t start = at + name.size() + 3;
  return text.substr(start, text.find('\n', start) - start);
}

inline pid_t parent_of(pid_t pid) {
  return std::atoi(status_field(pid, "PPid").c_str());
}

// Processes whose environment holds `mark`, which servers inherit and keepers do not: survivors, if any.
inline std::vector<pid_t> marked(const std::string& mark) {
  std::vector<pid_t> found;
  for (const std::string& name : names_in("/proc")) {
    if (slurp("/proc/" + name + "/environ").find(mark) != std::string::npos) {
      found.push_back(std::atoi(name.c_str()));
    }
  }
  return found;
}

inline std::string new_mark() {
  static int count = 0;
  return "CALLGATE_TEST=" + std::to_string(::getpid()) + "-" + std::to_string(++count) + ";";
}

inline std::size_t open_descriptors() {
  return names_in("/proc/self/fd").size();
}

// Waits until every child of this process has ended and been reaped.
inline bool no_children_left() {
  return comes_true([] { return ::waitpid(-1, nullptr, WNOHANG) < 0 && errno == ECHILD; });
}

// A launcher that must leave nothing: declared before the children it spawns, so that their controls close
// first.
struct CleanLauncher {
  ~CleanLauncher() {
    launcher.reset();
    CHECK(no_children_left());
  }
  Launcher* operator->() { return &*launcher; }
  Launcher& operator*() { return *launcher; }
  std::optional<Launcher> launcher = Launcher::start().value();
};

}  // namespace callgate::test
