// Large results, one at a time: bytes of text per second from the call to the last byte of its answer.
#include "bench.h"

namespace callgate::bench {

void measure_results(Bench& bench) {
  struct Size {
    std::string name;
    std::size_t bytes;
  };
  const Size sizes[] = {{"64KiB", 64u << 10}, {"1MiB", 1u << 20}, {"8MiB", 8u << 20}, {"16MiB", 16u << 20}};
  Lineup lineup(bench, "results");
  for (const Size& size : sizes) {
    lineup.play([&](Lineup::Player& player) {
      if (size.bytes > player.setup.largest_result) return;
      double micros = 0, total = 0, bytes = 0;
      const double enough = 1000.0 * bench.options.turn_ms();
      // The first one of a turn only makes the buffers along the way as large as they have to be.
      if (!call_blob(*player.session, "blob", size.bytes, micros)) return;
      while (total < enough) {
        if (!call_blob(*player.session, "blob", size.bytes, micros)) return;
        total += micros;
        bytes += static_cast<double>(size.bytes);
      }
      bench.report.add("results." + size.name, player.setup.key, bytes / total);
    });
  }
}

}  // namespace callgate::bench
