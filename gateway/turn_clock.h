// The time of the turn that is going on.
#pragma once

#include <cstdint>

#include "core/base/clock.h"
#include "upstreams/pipe.h"

namespace callgate {

// A clock that stands still during a turn: the lines of one batch come at one moment, and looking at the
// machine's clock for every step of every call costs more than a guard. Between turns it is the machine's
// clock. For the loop's thread alone.
class TurnClock final : public Clock {
 public:
  TurnClock(const Turns& turns, const Clock& clock) : turns_(turns), clock_(clock) {}
  Instant now() const override { return turns_.open() ? of_turn().now : clock_.now(); }
  WallTime today() const override { return turns_.open() ? of_turn().today : clock_.today(); }

 private:
  struct Time {
    Instant now{};
    WallTime today{};
  };
  const Time& of_turn() const {
    if (turn_ != turns_.number()) {
      turn_ = turns_.number();
      time_ = {clock_.now(), clock_.today()};
    }
    return time_;
  }

  const Turns& turns_;
  const Clock& clock_;
  mutable std::uint64_t turn_ = 0;
  mutable Time time_;
};

}  // namespace callgate
