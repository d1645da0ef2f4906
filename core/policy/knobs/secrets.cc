#include "core/policy/knobs/secrets.h"

#include "core/policy/words.h"

namespace callgate::policy {
namespace {

// In the order of SecretArgs, SecretResults, SecretStyle.
constexpr std::string_view kArgsWords[] = {"off", "warn", "redact", "deny"};
constexpr std::string_view kResultsWords[] = {"off", "warn", "redact"};
constexpr std::string_view kStyleWords[] = {"label", "hash"};

}  // namespace

std::span<const Knob> secrets_knobs() {
  using enum Tighter;
  using K = SecretsKnobs;
  static constexpr Knob kKnobs[] = {
      knob<&K::mode>("mode", kModeShape, larger, "What becomes of secrets in arguments and results."),
      knob<&K::args>("args", config::word(kArgsWords), larger,
                     "What becomes of a call whose arguments hold a secret."),
      knob<&K::results>("results", config::word(kResultsWords), larger,
                        "What becomes of secrets in results."),
      knob<&K::style>("style", config::word(kStyleWords), either,
                      "What stands where a secret stood: its kind, or its kind and a hash of it."),
      knob<&K::key_names>("key_names", config::boolean(), larger,
                          "Whether a value is secret because of the key it stands under."),
      knob<&K::vendors>("vendors", config::boolean(), larger,
                        "Whether the formats of known vendors are secrets."),
      knob<&K::min_generic>(
          "min_generic", config::integer(6, 1000), smaller,
          "How many characters a value has at least that is secret because of its name, in text."),
      knob<&K::allowlist>("allowlist", kTextList, smaller,
                          "Exact values that are no secrets; unless it is written, examples that "
                          "vendors print in their documentation."),
  };
  return kKnobs;
}

}  // namespace callgate::policy
