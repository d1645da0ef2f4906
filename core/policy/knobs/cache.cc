#include "core/policy/knobs/cache.h"

#include "core/policy/words.h"

namespace callgate::policy {

std::span<const Knob> cache_knobs() {
  using enum Tighter;
  using K = CacheKnobs;
  static constexpr Knob kKnobs[] = {
      // An answer from memory is the exception, so off is the tightest mode here.
      knob<&K::mode>("mode", kModeShape, smaller, "Whether answers of read-only tools may come from memory."),
      knob<&K::ttl>("ttl", config::duration(Millis(0), std::chrono::hours(24)), smaller,
                    "How long an answer may be used again."),
      knob<&K::max_bytes>("max_bytes", config::size(0, 1 << 30), smaller,
                          "How much memory all answers together may take."),
      knob<&K::tools>("tools", kToolList, smaller,
                      "Tools that may be cached besides those that trusted servers call read-only."),
  };
  return kKnobs;
}

}  // namespace callgate::policy
