#include "options.h"

#include <sched.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string_view>

namespace callgate::bench {
namespace {

constexpr std::string_view kMeasures[] = {"latency", "throughput", "results", "start", "memory", "stop"};
constexpr double kQuietLoad = 0.7;
constexpr std::string_view kUsage =
    R"(usage: callgate_bench [options]
  --callgate PATH   the gateway to measure; without it direct, relay and SDK proxy are measured alone
  --server PATH     the upstream, default bench_server beside this program
  --relay PATH      the floor, default bench_relay beside this program
  --sources DIR     where sdk_proxy.mjs with its node_modules and guards.policy.jsonc lie
  --only MEASURE    latency, throughput, results, start, memory or stop; may be repeated
  --rounds N        interleaved rounds, default 5 (with --quick 2)
  --quick           short turns: shows that everything works, the figures are rough
  --core N          the core that all processes share, default the last one allowed
  --json FILE       writes every round's values, medians and targets
)";

int refuse(const std::string& what) {
  std::cerr << "callgate_bench: " << what << "\n" << kUsage;
  return 2;
}

bool read_number(std::string_view text, int least, int& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size() && number >= least;
}

int last_allowed_core() {
  cpu_set_t set;
  CPU_ZERO(&set);
  if (::sched_getaffinity(0, sizeof set, &set) != 0) return 0;
  int core = CPU_SETSIZE - 1;
  while (core > 0 && !CPU_ISSET(static_cast<unsigned>(core), &set)) --core;
  return core;
}

int check_file(const std::string& flag, const std::string& path) {
  if (path.empty() || std::filesystem::is_regular_file(path)) return -1;
  return refuse(flag + ": there is no file " + path);
}

// One flag with its value; -1 if both are good.
int read_flag(std::string_view flag, const std::string& value, Options& options) {
  if (flag == "--only") {
    if (std::ranges::find(kMeasures, value) == std::end(kMeasures))
      return refuse("--only: no measure " + value);
    options.only.insert(value);
  } else if (flag == "--rounds") {
    if (!read_number(value, 1, options.rounds)) return refuse("--rounds: not a number from 1 on: " + value);
  } else if (flag == "--core") {
    if (!read_number(value, 0, options.core)) return refuse("--core: not a number from 0 on: " + value);
  } else if (flag == "--callgate") {
    options.callgate = value;
  } else if (flag == "--server") {
    options.server = value;
  } else if (flag == "--relay") {
    options.relay = value;
  } else if (flag == "--sources") {
    options.sources = value;
  } else if (flag == "--json") {
    options.json = value;
  } else {
    return refuse("unknown option " + std::string(flag));
  }
  return -1;
}

}  // namespace

int read_options(int argc, char** argv, Options& options) {
  options.sources = CALLGATE_BENCH_SOURCES;
  bool rounds_given = false;
  for (int i = 1; i < argc; ++i) {
    const std::string_view flag = argv[i];
    if (flag == "-h" || flag == "--help") {
      std::cout << kUsage;
      return 0;
    }
    if (flag == "--quick") {
      options.quick = true;
      continue;
    }
    if (i + 1 == argc) return refuse("unknown option or missing value: " + std::string(flag));
    if (const int code = read_flag(flag, argv[++i], options); code >= 0) return code;
    rounds_given = rounds_given || flag == "--rounds";
  }
  if (options.quick && !rounds_given) options.rounds = 2;
  if (::getloadavg(&options.load_before, 1) == 1 && options.load_before > kQuietLoad) {
    std::cerr << "the machine is busy (load " << options.load_before << "): expect disturbed figures\n";
  }
  if (options.core < 0) options.core = last_allowed_core();
  const auto here = std::filesystem::read_symlink("/proc/self/exe").parent_path();
  if (options.server.empty()) options.server = here / "bench_server";
  if (options.relay.empty()) options.relay = here / "bench_relay";
  for (std::string* path : {&options.callgate, &options.server, &options.relay}) {
    if (!path->empty()) *path = std::filesystem::absolute(*path);
  }
  if (const int code = check_file("--callgate", options.callgate); code >= 0) return code;
  if (const int code = check_file("--server", options.server); code >= 0) return code;
  return check_file("--relay", options.relay);
}

}  // namespace callgate::bench
