#include "core/policy/knobs/capacity.h"

#include "core/policy/words.h"

namespace callgate::policy {
namespace {

constexpr std::string_view kDegradeWords[] = {"no_queue", "halve_parallel"};
constexpr config::Shape kDegrade = config::word(kDegradeWords);
constexpr config::Shape kCalls = config::integer(1, 1'000'000);
constexpr OrNone kLimit{kCalls};
constexpr OrNone kSeconds{config::integer(1, 86'400)};
constexpr OrNone kWall{config::integer(1, 30 * 86'400)};
constexpr ByToolShape kByTool{kCalls};

}  // namespace

std::span<const Knob> capacity_knobs() {
  using enum Tighter;
  using K = CapacityKnobs;
  static constexpr Knob kKnobs[] = {
      knob<&K::mode>("mode", kModeShape, larger, "Whether the number of calls under way is limited."),
      knob<&K::global>("global", kLimit.shape(), smaller, "How many calls may be under way at a time."),
      knob<&K::upstream>("upstream", kCalls, smaller, "How many of them to one server."),
      knob<&K::tool>("tool", kByTool.shape(), smaller, "How many of them to one tool."),
      knob<&K::session>("session", kLimit.shape(), smaller, "How many of them for one host."),
      knob<&K::queue_ms>("queue_ms", config::integer(0, 3'600'000), either,
                         "How many milliseconds a call waits for its turn before it is refused."),
      knob<&K::call_timeout_s>("call_timeout_s", kSeconds.shape(), smaller,
                               "After how many seconds a call is given up."),
      knob<&K::cancel_upstream>("cancel_upstream", config::boolean(), either,
                                "Whether a server is told when its call was cancelled or took too long; else "
                                "it may finish what it has begun."),
      knob<&K::session_wall>("session_wall", kWall.shape(), smaller,
                             "For how many seconds after its start a session may make calls."),
      knob<&K::soft>("soft", config::number(0, 1), smaller,
                     "After which part of session_wall calls are warned and degrade applies."),
      knob<&K::degrade>("degrade", config::list_of(kDegrade), larger,
                        "What is given up then: waiting for a turn, half of all that may be under way."),
  };
  return kKnobs;
}

}  // namespace callgate::policy
