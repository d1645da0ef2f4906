// Definitions of tools: which were accepted, and which are offered and wait for a person. Several gateways
// and commands work on one store; each function here is one step that none of them can interleave.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/guards/pins/store.h"
#include "gateway/state/database.h"

namespace callgate::state {

struct StoredPin {
  guard::Pin pin;
  guard::PinState state = guard::PinState::approved;
  WallTime at{};   // of the last change of its state
  std::string by;  // whoever accepted it; "first use": nobody was asked
};

class Pins {
 public:
  // Of one tool at most so many definitions are accepted, and in all so many wait; the oldest go.
  static constexpr std::size_t kVersions = 8, kWaiting = 1000;

  // Database and clock must outlive this.
  Pins(Database& database, const Clock& clock) : database_(database), clock_(clock) {}

  // All of them, or those in one state, oldest first within a tool.
  Result<std::vector<StoredPin>> list();

  // Accepts what is seen for the first time, as long as no more than `max_entries` are accepted in all. What
  // another gateway has accepted otherwise meanwhile, or has no room, is kept as waiting. How many were
  // accepted.
  Result<std::size_t> trust(std::span<const guard::Pin> offered, std::size_t max_entries);

  // It is offered and not accepted. Takes the place of what waited of the same tool and program before.
  Result<void> wait(const guard::Pin& offered);

  // A person accepts these.
  Result<void> accept(std::span<const guard::Pin> pins, std::string_view by);

 private:
  std::int64_t now() const { return clock_.today().time_since_epoch().count(); }
  Result<std::int64_t> count(std::string_view where, const guard::Pin* of);
  Result<void> put(const guard::Pin& pin, guard::PinState state, std::string_view by);
  Result<void> put_waiting(const guard::Pin& pin);
  Result<void> run(std::string_view sql, const guard::Pin& pin);

  Database& database_;
  const Clock& clock_;
};

}  // namespace callgate::state
