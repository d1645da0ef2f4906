#include "core/policy/knobs/provenance.h"

#include "core/policy/words.h"

namespace callgate::policy {
namespace {

// In the order of ProvenanceKnobs::Doubt.
constexpr std::string_view kDoubtWords[] = {"off", "warn", "deny"};
constexpr config::Shape kNumber = config::number(-(1ll << 53), 1ll << 53);

}  // namespace

std::span<const Knob> provenance_knobs() {
  using enum Tighter;
  using K = ProvenanceKnobs;
  static constexpr Knob kKnobs[] = {
      knob<&K::mode>("mode", kModeShape, larger, "Whether it is asked where arguments come from."),
      knob<&K::stamp>("stamp", config::boolean(), larger,
                      "Whether results carry a reference that later arguments may name."),
      knob<&K::attribution>("attribution", config::word(kDoubtWords), larger,
                            "What becomes of a call that names a reference nobody has given."),
      knob<&K::ref_args>("ref_args", kTextList, larger, "Arguments that hold references, at any depth."),
      knob<&K::grounding>("grounding", config::word(kDoubtWords), larger,
                          "What becomes of a call with numbers that no earlier result of the session holds."),
      knob<&K::grounding_tools>("grounding_tools", kToolList, larger, "Tools whose numbers are looked at."),
      knob<&K::safe_values>("safe_values", config::list_of(kNumber), smaller,
                            "Numbers that need not come from anywhere."),
      knob<&K::max_records>(
          "max_records", config::integer(16, 1'000'000), either,
          "How many references and how many numbers are remembered; the oldest leave first."),
  };
  return kKnobs;
}

}  // namespace callgate::policy
