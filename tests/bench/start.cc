// From the exec of the program to its first answers: once with an empty state directory, once more with the
// same one. Programs that keep no state and hold one upstream are started once, for comparison.
#include "fleet.h"

namespace callgate::bench {
namespace {

struct Times {
  double initialize_ms = 0, list_ms = 0;
};

bool start_once(Bench& bench, const Setup& setup, const std::string& state_dir, const std::string& config,
                Times& times) {
  Fleet fleet = start_fleet(bench, setup, state_dir, config);
  Session& session = *fleet.session;
  Instant initialized, listed;
  if (session.initialize(initialized) && list_tools(fleet, listed)) {
    times.initialize_ms = micros_between(session.started(), initialized) / 1000;
    times.list_ms = micros_between(session.started(), listed) / 1000;
    // Every upstream must have been up before the end, or the next start would find half a catalog.
    if (call_every_server(fleet)) return true;
  }
  bench.report.fail("start", setup.key, session.fault());
  return false;
}

bool start_round(Bench& bench, const Setup& setup, const std::string& config) {
  const std::string state_dir = fresh_path(bench, "state");
  Times times;
  if (!start_once(bench, setup, state_dir, config, times)) return false;
  bench.report.add("start.initialize_first", setup.key, times.initialize_ms);
  bench.report.add("start.list_first", setup.key, times.list_ms);
  if (!setup.gateway) return true;
  if (!start_once(bench, setup, state_dir, config, times)) return false;
  bench.report.add("start.initialize", setup.key, times.initialize_ms);
  bench.report.add("start.list", setup.key, times.list_ms);
  return true;
}

}  // namespace

void measure_start(Bench& bench) {
  const std::string config = write_fleet(bench.scratch, bench.options.server, false);
  play_rounds(bench, [&](const Setup& setup) { return start_round(bench, setup, config); });
}

}  // namespace callgate::bench
