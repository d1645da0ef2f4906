// What the tests of the state directory share: a folder that vanishes with the test, and processes to race.
#pragma once

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "gateway/state/directory.h"
#include "tests/unit/print_result.h"

namespace callgate::test {

class Scratch {
 public:
  Scratch() {
    std::string name = (std::filesystem::temp_directory_path() / "callgate-test-XXXXXX").string();
    if (!::mkdtemp(name.data())) std::abort();
    path_ = name;
  }
  ~Scratch() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  Scratch(const Scratch&) = delete;
  const std::filesystem::path& path() const { return path_; }
  state::Directory state() const { return state::Directory::create(path_ / "state").value(); }

 private:
  std::filesystem::path path_;
};

inline std::string read_all(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

inline void write_all(const std::filesystem::path& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

inline int exit_status(pid_t pid) {
  int status = 0;
  while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

// Runs `work(i)` in `count` processes that all begin at the same moment; its return values, by number.
template <class Work>
std::vector<int> race(int count, Work work) {
  int gate[2];
  if (::pipe(gate) != 0) std::abort();
  std::fflush(nullptr);  // or the children write it again
  std::vector<pid_t> children;
  for (int i = 0; i < count; ++i) {
    const pid_t pid = ::fork();
    if (pid == 0) {
      char c;
      ::close(gate[1]);
      (void)!::read(gate[0], &c, 1);
      ::_exit(work(i));
    }
    children.push_back(pid);
  }
  ::close(gate[0]);
  ::close(gate[1]);
  std::vector<int> results;
  for (const pid_t pid : children) results.push_back(exit_status(pid));
  return results;
}

// Runs `work` in a process without the rights of root, for whom nothing is read-only; its return value.
template <class Work>
int as_ordinary_user(Work work) {
  std::fflush(nullptr);
  const pid_t pid = ::fork();
  if (pid == 0) {
    if (::geteuid() == 0 && (::setgid(65534) != 0 || ::setuid(65534) != 0)) ::_exit(99);
    ::_exit(work());
  }
  return exit_status(pid);
}

}  // namespace callgate::test
