#include "core/policy/knobs/schema.h"

#include "core/policy/words.h"

namespace callgate::policy {
namespace {

// In the order of Coerce, ExtraFields, Suspicion.
constexpr std::string_view kCoerceWords[] = {"off", "lossless"};
constexpr std::string_view kExtraWords[] = {"follow-schema", "deny"};
constexpr std::string_view kSuspicionWords[] = {"off", "warn", "deny"};

}  // namespace

std::span<const Knob> schema_knobs() {
  using enum Tighter;
  using K = SchemaKnobs;
  static constexpr Knob kKnobs[] = {
      knob<&K::mode>("mode", kModeShape, larger,
                     "What becomes of calls whose arguments do not fit the tool's input schema."),
      knob<&K::coerce>("coerce", config::word(kCoerceWords), either,
                       "Whether an argument is corrected when exactly one reading of it is safe."),
      knob<&K::extra_fields>(
          "extra_fields", config::word(kExtraWords), larger,
          "Whether arguments that a schema neither names nor allows in words are refused."),
      knob<&K::reject_blank_required>("reject_blank_required", config::boolean(), larger,
                                      "Whether a required text may not be empty or only white space."),
      knob<&K::null_counts_missing>("null_counts_missing", config::boolean(), larger,
                                    "Whether null for a required argument counts as leaving it out."),
      knob<&K::max_depth>("max_depth", config::integer(1, 128), smaller,
                          "How many levels arguments may be nested."),
      knob<&K::placeholders>("placeholders", config::word(kSuspicionWords), larger,
                             "What becomes of arguments that were not filled in, such as \"${key}\"."),
      knob<&K::placeholder_grace>(
          "placeholder_grace", config::integer(0, 1'000'000), smaller,
          "How many calls with such arguments are only warned of before they are denied."),
      knob<&K::unchecked>("unchecked", config::word(kSuspicionWords), larger,
                          "What becomes of calls to tools whose input schema cannot be checked."),
      knob<&K::output>("output", config::word(kSuspicionWords), larger,
                       "What becomes of results that do not fit the tool's output schema."),
      knob<&K::max_schemas>("max_schemas", config::integer(1, 100'000), either,
                            "How many tools' compiled schemas are kept in memory."),
  };
  return kKnobs;
}

}  // namespace callgate::policy
