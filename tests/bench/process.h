// A child process with pipes on its stdin and stdout and a file on its stderr.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <string>
#include <vector>

namespace callgate::bench {

using Instant = std::chrono::steady_clock::time_point;
using Millis = std::chrono::milliseconds;

inline Instant now() {
  return std::chrono::steady_clock::now();
}
inline double micros_between(Instant from, Instant to) {
  return std::chrono::duration<double, std::micro>(to - from).count();
}

struct Child {
  pid_t pid = -1;       // -1: it could not be started, see `error`
  int to_child = -1;    // write end, non-blocking
  int from_child = -1;  // read end, blocking
  Instant started;      // taken just before the spawn
  std::string error;
};

// Runs command[0] from PATH; inherits the environment and the CPU affinity. The caller closes both
// descriptors.
Child spawn(const std::vector<std::string>& command, const std::string& stderr_file);

// Waits until the process has ended, at most `limit`, and reaps it. False if it still runs.
bool wait_end(pid_t pid, Millis limit);

// Keeps this process and all that it starts on one core. False if the core is not allowed.
bool pin_to_core(int core);

}  // namespace callgate::bench
