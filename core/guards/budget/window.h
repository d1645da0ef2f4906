// What was used up within the last so-and-so long.
#pragma once

#include <cstddef>
#include <deque>
#include <optional>

#include "core/base/clock.h"
#include "core/policy/amount.h"

namespace callgate::guard {

// A sliding window: what was taken counts for exactly `per`, or for good without one. Beyond kMaxSlices
// entries the oldest are joined and count as long as the younger of them: a busy account is freed a little
// late, never early.
class Window {
 public:
  static constexpr std::size_t kMaxSlices = 1024;
  using Amount = policy::Amount;

  // Nothing: for good. A change holds for what was taken before, too.
  void slide_over(std::optional<Millis> per) { per_ = per; }
  Amount used(Instant now);
  void take(Instant now, const Amount& amount);
  // Undoes a take of the same time.
  void give_back(Instant at, const Amount& amount);
  // How long until `amount` more stays within `max`; nothing if that takes the whole session.
  std::optional<Millis> until_room(Instant now, const Amount& amount, const Amount& max) const;
  std::size_t slices() const { return slices_.size(); }

 private:
  struct Slice {
    Instant at;
    Amount amount;
  };
  std::optional<Millis> per_;
  std::deque<Slice> slices_;  // oldest first; without `per` there are none
  Amount total_;
};

}  // namespace callgate::guard
