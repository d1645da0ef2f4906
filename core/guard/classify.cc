#include "core/guard/classify.h"

#include <algorithm>

namespace callgate::guard {

Classifier::Classifier(const policy::Policy& policy)
    : trusted_(policy.trust_annotations), strict_(policy.preset == policy::Preset::strict) {}

ToolFacts Classifier::facts_of(const mcp::Tool& tool) const {
  ToolFacts facts;
  facts.trusted = tool.trusted || std::find(trusted_.begin(), trusted_.end(), tool.server) != trusted_.end();
  facts.effect = effect_of(tool, facts.trusted, strict_);
  const bool says_destructive =
      facts.trusted && tool.hints.destructive == true && tool.hints.read_only != true;
  if (facts.effect == Effect::destructive || says_destructive) facts.assurance = Assurance::out_of_band;
  if (!facts.trusted) return facts;
  facts.idempotent = tool.hints.idempotent.value_or(facts.idempotent);
  facts.open_world = tool.hints.open_world.value_or(facts.open_world);
  return facts;
}

}  // namespace callgate::guard
