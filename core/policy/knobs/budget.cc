#include "core/policy/knobs/budget.h"

#include "core/policy/words.h"

namespace callgate::policy {
namespace {

constexpr std::string_view kAtLimitWords[] = {"warn", "rewrite", "refuse"};
constexpr config::Shape kMoney = config::number(0, 1'000'000'000'000);
constexpr config::Shape kNumber = config::integer(0, 1'000'000'000);
constexpr OrNone kCost{kMoney};
constexpr OrNone kCount{kNumber};
constexpr ByToolShape kPrice{kMoney};
constexpr ByToolShape kPerTool{kNumber};

}  // namespace

std::span<const Knob> budget_knobs() {
  using enum Tighter;
  using K = BudgetKnobs;
  static constexpr Knob kKnobs[] = {
      knob<&K::mode>("mode", kModeShape, larger, "Whether what a session may use up is limited."),
      knob<&K::max_cost>("max_cost", kCost.shape(), smaller,
                         "A call that would bring the cost to this is refused."),
      knob<&K::price>("price", kPrice.shape(), larger, "What one call costs, by tool."),
      knob<&K::warn>("warn", config::number(0, 1), smaller,
                     "At which part of max_cost a warning is given, once."),
      knob<&K::at_limit>("at_limit", config::word(kAtLimitWords), larger,
                         "What becomes of a call over a tool's own limit: refused, refused with advice, or "
                         "let through with a warning."),
      knob<&K::max_attempts>("max_attempts", kCount.shape(), smaller,
                             "How many calls may be tried in a session; refused ones count."),
      knob<&K::max_calls>("max_calls", kCount.shape(), smaller, "How many calls may run in a session."),
      knob<&K::per_tool>("per_tool", kPerTool.shape(), smaller, "How many calls of each tool may run."),
      knob<&K::discovery>("discovery", kCount.shape(), smaller, "How many calls that only read may run."),
      knob<&K::execution>("execution", kCount.shape(), smaller,
                          "How many calls that may change something may run."),
      knob<&K::total>("total", kCount.shape(), smaller, "How many calls of either kind may run."),
      knob<&K::unique_tools>("unique_tools", kCount.shape(), smaller,
                             "How many different tools may be used."),
      knob<&K::chain>("chain", kCount.shape(), smaller,
                      "How many calls may follow each other without a pause of half a minute."),
      knob<&K::fan_out>("fan_out", kCount.shape(), smaller, "How many calls may be under way at a time."),
      knob<&K::rate, &K::Rate::calls>("rate.calls", kCount.shape(), smaller,
                                      "How many calls may run in any rate.per."),
      knob<&K::rate, &K::Rate::per>("rate.per", config::duration(Millis(1), std::chrono::hours(24 * 31)),
                                    larger, "The span of rate.calls; it slides."),
      knob<&K::max_entries>(
          "max_entries", config::integer(16, 1'000'000), either,
          "How many accounts are kept; when all are in use, calls that need another are refused."),
  };
  return kKnobs;
}

}  // namespace callgate::policy
