// The measures and what they share.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "options.h"
#include "report.h"
#include "session.h"
#include "setup.h"

namespace callgate::bench {

struct Bench {
  Options options;
  std::vector<Setup> setups;
  std::string scratch;  // an empty folder, removed at the end
  Report report;
};

// Each adds its figures to the report; a setup that fails is reported and left out of the rest of that
// measure.
void measure_latency(Bench& bench);
void measure_throughput(Bench& bench);
void measure_results(Bench& bench);
void measure_start(Bench& bench);
void measure_memory(Bench& bench);
void measure_stop(Bench& bench);

// A folder or file name inside the scratch folder that was not handed out before.
std::string fresh_path(Bench& bench, const std::string& stem);

// One session per setup with one upstream each, alive over all rounds of a measure.
class Lineup {
 public:
  struct Player {
    const Setup& setup;
    std::unique_ptr<Session> session;
    bool reported = false;  // its fault
  };

  // Starts, initialises and warms up every setup.
  Lineup(Bench& bench, std::string measure);

  // Calls turn(player, round) once per round and setup. The first setup of a round changes with the round.
  template <class Turn>
  void play(Turn turn) {
    for (int round = 0; round < bench_.options.rounds; ++round) {
      for (std::size_t i = 0; i < players_.size(); ++i) {
        Player& player = players_[(i + static_cast<std::size_t>(round)) % players_.size()];
        if (player.session->ok()) turn(player);
        note_fault(player);
      }
    }
  }

 private:
  void note_fault(Player& player);

  Bench& bench_;
  std::string measure_;
  std::vector<Player> players_;
};

// Calls turn(setup) once per round and setup, in turning order; a setup whose turn returned false is left out
// after it.
template <class Turn>
void play_rounds(Bench& bench, Turn turn) {
  std::vector<bool> out(bench.setups.size(), false);
  for (int round = 0; round < bench.options.rounds; ++round) {
    for (std::size_t i = 0; i < bench.setups.size(); ++i) {
      const std::size_t at = (i + static_cast<std::size_t>(round)) % bench.setups.size();
      if (!out[at]) out[at] = !turn(bench.setups[at]);
    }
  }
}

// How the requests of a burst leave: each with its own write, as independent callers send them, or all that
// are due after one read in one write, which leaves the least work outside of the program in the middle.
enum class Writes { single, batched };

// Keeps `in_flight` echo calls under way until the time is over, waits for the last answers and checks each
// one. Returns the number of calls answered and the microseconds from the first request to the last answer.
struct Burst {
  std::uint64_t calls = 0;
  double micros = 0;
};
Burst run_burst(Session& session, unsigned in_flight, Writes writes, Millis duration);

// One echo call; false if it failed. `micros` is the time from before its write to the arrival of its answer.
bool call_echo(Session& session, const std::string& tool, double& micros);
// The same for one blob of `size` bytes.
bool call_blob(Session& session, const std::string& tool, std::size_t size, double& micros);

}  // namespace callgate::bench
