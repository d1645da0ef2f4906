// callgate_bench: see README.md beside this file.
#include "bench.h"

#include <signal.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <utility>

#include "process_table.h"

namespace callgate::bench {
namespace {

constexpr std::pair<const char*, void (*)(Bench&)> kMeasures[] = {
    {"latency", measure_latency}, {"throughput", measure_throughput}, {"results", measure_results},
    {"start", measure_start},     {"memory", measure_memory},         {"stop", measure_stop},
};

bool make_scratch(std::string& path) {
  path = (std::filesystem::temp_directory_path() / "callgate_bench.XXXXXX").string();
  return ::mkdtemp(path.data()) != nullptr;
}

void run_measures(Bench& bench) {
  for (const auto& [name, measure] : kMeasures) {
    if (!bench.options.wants(name)) continue;
    std::cerr << "measuring " << name << "\n";
    measure(bench);
    for (const pid_t left : descendants(::getpid())) ::kill(left, SIGKILL);
    reap_orphans();
  }
}

int run(Bench& bench) {
  ::signal(SIGPIPE, SIG_IGN);
  interrupt_blocked_reads();
  adopt_orphans();
  if (!pin_to_core(bench.options.core)) {
    std::cerr << "callgate_bench: core " << bench.options.core << " cannot be used\n";
    return 2;
  }
  if (!make_scratch(bench.scratch)) {
    std::cerr << "callgate_bench: cannot make a folder like " << bench.scratch << "\n";
    return 2;
  }
  bench.setups = find_setups(bench.options);
  run_measures(bench);
  std::error_code ignored;
  std::filesystem::remove_all(bench.scratch, ignored);

  std::vector<std::string> names;
  for (const Setup& setup : bench.setups) names.push_back(setup.key);
  bench.report.print(std::cout, bench.options, names);
  if (!bench.options.json.empty() && !bench.report.write_json(bench.options, names)) {
    std::cerr << "callgate_bench: cannot write " << bench.options.json << "\n";
    return 2;
  }
  return bench.report.failed() ? 1 : 0;
}

}  // namespace
}  // namespace callgate::bench

int main(int argc, char** argv) {
  callgate::bench::Bench bench;
  const int code = callgate::bench::read_options(argc, argv, bench.options);
  return code >= 0 ? code : callgate::bench::run(bench);
}
