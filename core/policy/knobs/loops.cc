#include "core/policy/knobs/loops.h"

#include "core/policy/words.h"

namespace callgate::policy {
namespace {

constexpr std::string_view kQuarantineWords[] = {"none", "similar", "session"};
constexpr OrNone kThreshold{config::integer(2, 1000)};
constexpr ByToolShape kKeysByTool{kTextList};

}  // namespace

std::span<const Knob> loops_knobs() {
  using enum Tighter;
  using K = LoopsKnobs;
  static constexpr Knob kKnobs[] = {
      knob<&K::mode>("mode", kModeShape, larger, "Whether calls that go round in circles are stopped."),
      knob<&K::repeat, &K::Repeat::threshold>(
          "repeat.threshold", kThreshold.shape(), smaller,
          "From which repetition on the same read is answered from memory while nothing has changed."),
      knob<&K::repeat, &K::Repeat::ttl>("repeat.ttl", config::duration(Millis(0), std::chrono::hours(24)),
                                        smaller, "How old such an answer may be; then the call runs again."),
      knob<&K::repeat, &K::Repeat::max_bytes>("repeat.max_bytes", config::size(0, 1 << 30), smaller,
                                              "How much memory those answers may take together."),
      knob<&K::jitter, &K::Jitter::threshold>(
          "jitter.threshold", kThreshold.shape(), smaller,
          "After how many similar queries to a tool the next one is refused with advice."),
      knob<&K::jitter, &K::Jitter::similarity>(
          "jitter.similarity", config::number(0, 1), smaller,
          "Which part of its words two queries must share to be similar: 0 to 1."),
      knob<&K::jitter, &K::Jitter::window>("jitter.window", config::integer(2, 100), larger,
                                           "How many of a tool's last queries are compared."),
      knob<&K::jitter, &K::Jitter::sweep_exempt>(
          "jitter.sweep_exempt", config::boolean(), smaller,
          "Whether queries that go through a list (the same words with one new value each) are let through."),
      knob<&K::jitter, &K::Jitter::args>(
          "jitter.args", kTextList, larger,
          "Names of arguments that hold a query; case and separators do not count."),
      knob<&K::sequence, &K::Sequence::threshold>(
          "sequence.threshold", kThreshold.shape(), smaller,
          "After how many equal rounds of calls the next is refused."),
      knob<&K::sequence, &K::Sequence::max_len>("sequence.max_len", config::integer(2, 16), larger,
                                                "How many calls one round may take."),
      knob<&K::sequence, &K::Sequence::window>("sequence.window", config::integer(4, 256), larger,
                                               "How many of the last calls are looked at."),
      knob<&K::sequence, &K::Sequence::require_stale>(
          "sequence.require_stale", config::boolean(), smaller,
          "Whether only rounds count in which no tool learns or does anything new."),
      knob<&K::stall, &K::Stall::mode>("stall.mode", kModeShape, larger,
                                       "What becomes of calls once nothing new has come of the last ones."),
      knob<&K::stall, &K::Stall::k>("stall.k", config::integer(2, 1000), smaller,
                                    "How many different reads with one and the same result are a stall."),
      knob<&K::quarantine>(
          "quarantine", config::word(kQuarantineWords), larger,
          "What stays refused for the session after a loop: nothing, what is like it (the queries that are "
          "similar; after a circle the tool), or the tool."),
      knob<&K::ignore_keys>("ignore_keys", kKeysByTool.shape(), either,
                            "Arguments that make no difference between calls, by tool."),
      knob<&K::idle_reset>("idle_reset", config::duration(Millis(0), std::chrono::hours(24)), larger,
                           "After a pause of this length everything starts over."),
      knob<&K::max_entries>("max_entries", config::integer(16, 1'000'000), either,
                            "How many calls are remembered; the oldest leave first."),
  };
  return kKnobs;
}

}  // namespace callgate::policy
