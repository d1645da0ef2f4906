// One call in flight: how long each takes.
#include "bench.h"

namespace callgate::bench {

void measure_latency(Bench& bench) {
  Lineup lineup(bench, "latency");
  const int calls = bench.options.quick ? 500 : 4000;
  std::vector<double> samples;
  lineup.play([&](Lineup::Player& player) {
    samples.clear();
    for (double micros = 0; static_cast<int>(samples.size()) < calls; samples.push_back(micros)) {
      if (!call_echo(*player.session, "echo", micros)) return;
    }
    const std::string& setup = player.setup.key;
    bench.report.add("latency.p50", setup, percentile(samples, 0.50));
    bench.report.add("latency.p90", setup, percentile(samples, 0.90));
    bench.report.add("latency.p99", setup, percentile(samples, 0.99));
  });
}

}  // namespace callgate::bench
