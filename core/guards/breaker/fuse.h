// Failures in a row, and the pause they lead to.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "core/base/clock.h"
#include "core/guard/error_class.h"

namespace callgate::guard {

// Closed: calls pass. Blown: for `cooldown`, or as long as the failure itself asked for, none does. Then a
// few at a time are let through to see: one success closes it, one failure blows it again.
class Fuse {
 public:
  enum class State : std::uint8_t { closed, blown, probing };

  State state(Instant now, Millis cooldown) const {
    if (!blown_at_) return State::closed;
    return now - *blown_at_ < pause_.value_or(cooldown) ? State::blown : State::probing;
  }
  Millis left(Instant now, Millis cooldown) const {
    return blown_at_ ? std::chrono::ceil<Millis>(*blown_at_ + pause_.value_or(cooldown) - now) : Millis{0};
  }
  ErrorClass cause() const { return cause_; }
  std::int64_t streak(ErrorClass what) const { return streaks_[static_cast<std::size_t>(what)]; }

  // Whether another probe may go out; it is counted until end_probe().
  bool begin_probe(std::int64_t at_most) {
    if (probes_ >= at_most) return false;
    ++probes_;
    return true;
  }
  void end_probe() { probes_ -= probes_ > 0; }
  std::int64_t probes() const { return probes_; }

  void succeeded() {
    streaks_ = {};
    blown_at_.reset();
  }
  // `limit` failures of one class in a row blow it, and so does every failed probe.
  void failed(ErrorClass what, std::int64_t limit, Instant now, bool probe,
              std::optional<Millis> pause = std::nullopt) {
    std::int64_t& streak = streaks_[static_cast<std::size_t>(what)];
    if (++streak < limit && !probe) return;
    cause_ = what;
    pause_ = pause;
    blown_at_ = now;
  }

 private:
  std::array<std::int64_t, kErrorClasses> streaks_{};
  std::optional<Instant> blown_at_;
  std::optional<Millis> pause_;
  ErrorClass cause_ = ErrorClass::unknown;
  std::int64_t probes_ = 0;
};

}  // namespace callgate::guard
