// What can be set of the guard `budget`.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "core/guard/mode.h"
#include "core/policy/amount.h"
#include "core/policy/knob.h"

namespace callgate::policy {

struct BudgetKnobs {
  enum class AtLimit : std::uint8_t { warn, rewrite, refuse };
  struct Rate {
    std::optional<std::int64_t> calls;
    Millis per{60'000};
  };

  guard::Mode mode = guard::Mode::enforce;
  std::optional<Amount> max_cost;
  ByTool<Amount> price;  // of one call; what is not named costs nothing
  double warn = 0.8;     // a part of max_cost
  AtLimit at_limit = AtLimit::refuse;
  std::optional<std::int64_t> max_attempts, max_calls;
  ByTool<std::int64_t> per_tool;
  std::optional<std::int64_t> discovery, execution, total, unique_tools, chain;
  std::optional<std::int64_t> fan_out = 100;
  Rate rate;
  std::int64_t max_entries = 10'000;
};
std::span<const Knob> budget_knobs();

}  // namespace callgate::policy
