#include "core/policy/knobs/pins.h"

#include "core/policy/words.h"

namespace callgate::policy {
namespace {

// In the order of FirstUse, ChangedTool.
constexpr std::string_view kFirstUseWords[] = {"trust", "hold"};
constexpr std::string_view kChangedWords[] = {"flag", "hold", "deny"};

}  // namespace

std::span<const Knob> pins_knobs() {
  using enum Tighter;
  using K = PinsKnobs;
  static constexpr Knob kKnobs[] = {
      knob<&K::mode>("mode", kModeShape, larger, "What becomes of tools that are not as they were accepted."),
      knob<&K::first_use>("first_use", config::word(kFirstUseWords), larger,
                          "Whether a tool that is seen for the first time is accepted as it is."),
      knob<&K::changed>("changed", config::word(kChangedWords), larger,
                        "What becomes of calls to a tool whose definition has changed since."),
      knob<&K::max_entries>("max_entries", config::integer(1, 1'000'000), smaller,
                            "How many tools may be accepted at first sight; more are held."),
  };
  return kKnobs;
}

}  // namespace callgate::policy
