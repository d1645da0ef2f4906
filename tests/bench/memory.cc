// Resident memory of the program in the middle and of the helpers that it starts, the upstreams left out.
#include <algorithm>
#include <filesystem>
#include <thread>

#include "fleet.h"
#include "process_table.h"

namespace callgate::bench {
namespace {

constexpr std::size_t kLargeResult = 16u << 20;

double helpers_mib(const Bench& bench, pid_t gateway) {
  double sum = 0;
  for (const pid_t pid : descendants(gateway)) {
    if (executable(pid) != std::filesystem::canonical(bench.options.server)) sum += resident_mib(pid);
  }
  return sum;
}

bool memory_round(Bench& bench, const Setup& setup, const std::string& config) {
  const std::chrono::seconds settle(bench.options.quick ? 1 : 3);
  Fleet fleet = start_fleet(bench, setup, fresh_path(bench, "state"), config);
  Session& session = *fleet.session;
  if (!bring_up(fleet)) {
    bench.report.fail("memory", setup.key, session.fault());
    return false;
  }
  std::this_thread::sleep_for(settle);
  const double idle = resident_mib(session.pid());
  const double helpers = helpers_mib(bench, session.pid());
  double micros = 0;
  for (int i = 0; i < 4; ++i) {
    const std::string tool = fleet.tool(i % fleet.servers(), "blob");
    if (!call_blob(session, tool, std::min(kLargeResult, setup.largest_result), micros)) break;
  }
  std::this_thread::sleep_for(settle);
  if (!session.ok()) {
    bench.report.fail("memory", setup.key, session.fault());
    return false;
  }
  bench.report.add("memory.idle", setup.key, idle);
  bench.report.add("memory.peak", setup.key, resident_mib(session.pid(), "VmHWM"));
  bench.report.add("memory.after", setup.key, resident_mib(session.pid()));
  bench.report.add("memory.helpers", setup.key, helpers);
  return true;
}

}  // namespace

void measure_memory(Bench& bench) {
  const std::string config = write_fleet(bench.scratch, bench.options.server, false);
  play_rounds(bench,
              [&](const Setup& setup) { return setup.front.empty() || memory_round(bench, setup, config); });
}

}  // namespace callgate::bench
