#include "core/policy/knobs/breaker.h"

#include "core/policy/words.h"

namespace callgate::policy {
namespace {

constexpr std::string_view kClassWords[] = {"unknown", "validation", "not_found",
                                            "auth",    "permission", "rate_limit",
                                            "timeout", "network",    "server_error"};
constexpr std::string_view kActionOfBackoff[] = {"warn", "wait", "deny"};
constexpr config::Shape kClass = config::word(kClassWords);
constexpr config::Shape kClasses = config::list_of(kClass);
constexpr OrNone kCount{config::integer(1, 1000)};
constexpr config::Shape kPause = config::duration(Millis(0), std::chrono::hours(1));

}  // namespace

std::span<const Knob> breaker_knobs() {
  using enum Tighter;
  using K = BreakerKnobs;
  static constexpr Knob kKnobs[] = {
      knob<&K::mode>("mode", kModeShape, larger, "Whether calls that keep failing are stopped."),
      knob<&K::streak>("streak", kCount.shape(), smaller,
                       "How many failures of one class in a row set a tool aside for cooldown_s."),
      knob<&K::classes>("classes", kClasses, larger, "Classes of failure that count for streak."),
      knob<&K::cooldown_s>("cooldown_s", config::integer(1, 86'400), larger,
                           "Seconds until a tool that was set aside is tried again."),
      knob<&K::half_open>("half_open", config::integer(1, 100), smaller,
                          "How many calls at a time then try whether it works again."),
      knob<&K::same_sig_max>("same_sig_max", kCount.shape(), smaller,
                             "How often one and the same call may fail while nothing has changed."),
      knob<&K::non_retryable>("non_retryable", kClasses, larger,
                              "Classes of failure after which the same call would only fail again."),
      knob<&K::backoff, &K::Backoff::min>(
          "backoff.min", kPause, larger,
          "The pause before the second repetition of a failed call is min × factor."),
      knob<&K::backoff, &K::Backoff::factor>("backoff.factor", config::number(1, 100), larger,
                                             "By how much the pause grows each time."),
      knob<&K::backoff, &K::Backoff::max>("backoff.max", kPause, larger, "The longest pause."),
      knob<&K::backoff, &K::Backoff::action>("backoff.action", config::word(kActionOfBackoff), larger,
                                             "What becomes of a repetition that comes too early."),
      knob<&K::upstream_trip>("upstream_trip", kCount.shape(), smaller,
                              "How many failures in a row, of whatever tool, set a whole server aside."),
      knob<&K::max_entries>("max_entries", config::integer(16, 1'000'000), either,
                            "How many failing calls and tools are remembered; the oldest leave first."),
  };
  return kKnobs;
}

}  // namespace callgate::policy
