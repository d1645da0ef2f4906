#include "core/policy/knobs/poison.h"

#include "core/policy/words.h"

namespace callgate::policy {
namespace {

// In the order of PoisonedTool, PoisonedResult, PoisonedInstructions.
constexpr std::string_view kToolWords[] = {"off", "flag", "hold", "deny"};
constexpr std::string_view kResultWords[] = {"off", "flag", "strip"};
constexpr std::string_view kInstructionWords[] = {"off", "flag", "withhold"};

}  // namespace

std::span<const Knob> poison_knobs() {
  using enum Tighter;
  using K = PoisonKnobs;
  static constexpr Knob kKnobs[] = {
      knob<&K::mode>("mode", kModeShape, larger,
                     "What becomes of text that is written for a model behind people's backs."),
      knob<&K::definitions, &K::Definitions::hidden>(
          "definitions.hidden", config::word(kToolWords), larger,
          "What becomes of calls to a tool whose definition has characters that nobody sees."),
      knob<&K::definitions, &K::Definitions::orders>(
          "definitions.orders", config::word(kToolWords), larger,
          "What becomes of calls to a tool whose definition gives orders to the model."),
      knob<&K::definitions, &K::Definitions::others>(
          "definitions.others", config::word(kToolWords), larger,
          "What becomes of calls to a tool whose definition speaks of another server's tools."),
      knob<&K::results, &K::Results::hidden>("results.hidden", config::word(kResultWords), larger,
                                             "What becomes of characters in results that nobody sees."),
      knob<&K::results, &K::Results::orders>("results.orders", config::word(kResultWords), larger,
                                             "What becomes of orders to the model in results."),
      knob<&K::instructions, &K::Instructions::hidden>(
          "instructions.hidden", config::word(kInstructionWords), larger,
          "What becomes of a server's instructions that have characters nobody sees."),
      knob<&K::instructions, &K::Instructions::orders>(
          "instructions.orders", config::word(kInstructionWords), larger,
          "What becomes of a server's instructions that speak behind the user's back."),
  };
  return kKnobs;
}

}  // namespace callgate::policy
