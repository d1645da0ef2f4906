// What can be set of the guard `risk`.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "core/guard/effect.h"
#include "core/guard/mode.h"
#include "core/policy/knob.h"

namespace callgate::policy {

// Risks go from 0 to 100, severities from 0 to 1.
struct RiskKnobs {
  struct Base {
    std::int64_t pure = 0, read = 10, unknown = 40, write = 40, exec = 40, destructive = 70;
    std::int64_t of(guard::Effect effect) const;
  };
  // The risk from which a call is refused, by how the session goes.
  struct DenyAt {
    std::int64_t active = 80, observe = 60, cooldown = 30;
  };
  struct Severity {
    enum class Source : std::uint8_t { internal, file, none };
    Source source = Source::internal;
    std::string file;                                  // holds one number
    double observe = 0.20, enter = 0.40, exit = 0.28;  // when the session is watched, cools down, is over it
    double invalid = 1.0;                              // what counts when the file holds no number
  };

  guard::Mode mode = guard::Mode::observe;
  Base base;
  bool patterns = true;  // shell commands count by what they would do
  DenyAt deny_at;
  std::optional<std::int64_t> hold_at;
  Severity severity;
};
std::span<const Knob> risk_knobs();

}  // namespace callgate::policy
