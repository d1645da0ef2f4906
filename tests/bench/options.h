// The command line of the benchmark.
#pragma once

#include <set>
#include <string>

namespace callgate::bench {

struct Options {
  bool quick = false;
  int rounds = 5;
  int core = -1;               // -1: the last one that this process may use
  std::set<std::string> only;  // empty: every measure
  std::string json;            // empty: no file
  std::string callgate;        // empty: the two gateway setups are left out
  std::string server, relay;   // beside this program unless given
  std::string sources;         // where sdk_proxy.mjs and guards.policy.jsonc lie

  double load_before = 0;  // the machine's load average of one minute when the program started

  bool wants(const std::string& measure) const { return only.empty() || only.contains(measure); }
  // How long one turn of one setup lasts where time is what bounds it.
  int turn_ms() const { return quick ? 100 : 400; }
};

// Returns the exit code to end with, or -1 to go on. What is wrong is said on stderr, --help on stdout.
int read_options(int argc, char** argv, Options& options);

}  // namespace callgate::bench
