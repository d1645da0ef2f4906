// Many calls in flight: how many are answered in a second, and what each costs the program in the middle.
#include "bench.h"
#include "process_table.h"

namespace callgate::bench {
namespace {

struct Depth {
  unsigned in_flight;
  Writes writes;
  const char* figure;
  const char* cpu_figure;  // null: not reported
};
constexpr Depth kDepths[] = {
    {1, Writes::single, "throughput.1", "cpu.1"},
    {16, Writes::single, "throughput.16", nullptr},
    {64, Writes::single, "throughput.64", "cpu.64"},
    {256, Writes::single, "throughput.256", nullptr},
    {64, Writes::batched, "throughput.64.batched", nullptr},
};

}  // namespace

void measure_throughput(Bench& bench) {
  Lineup lineup(bench, "throughput");
  const Millis duration(bench.options.turn_ms());
  for (const Depth& depth : kDepths) {
    lineup.play([&](Lineup::Player& player) {
      const double cpu_before = cpu_seconds(player.session->pid());
      const Burst burst = run_burst(*player.session, depth.in_flight, depth.writes, duration);
      if (!player.session->ok()) return;
      const double cpu = cpu_seconds(player.session->pid()) - cpu_before;
      const double calls = static_cast<double>(burst.calls);
      bench.report.add(depth.figure, player.setup.key, calls * 1e6 / burst.micros);
      const bool stands_between = !player.setup.front.empty();
      if (stands_between && depth.cpu_figure)
        bench.report.add(depth.cpu_figure, player.setup.key, cpu * 1e6 / calls);
    });
  }
}

}  // namespace callgate::bench
