#include "core/guard/classify.h"

#include <algorithm>

#include "core/guard/tool_table.h"

namespace callgate::guard {

Classifier::Classifier(const policy::Policy& policy)
    : trusted_(policy.trust_annotations),
      tools_(policy.guards.policy.tools),
      strict_(policy.preset == policy::Preset::strict) {}

ToolFacts Classifier::facts_of(const mcp::Tool& tool) const {
  ToolFacts facts;
  facts.trusted = tool.trusted || std::find(trusted_.begin(), trusted_.end(), tool.server) != trusted_.end();
  facts.effect = effect_of(tool, facts.trusted, strict_);
  bool says_destructive = facts.trusted && tool.hints.destructive == true && tool.hints.read_only != true;
  if (!tools_.empty()) {
    const policy::ToolEntry entry = entry_of(tools_, tool);
    if (entry.effect) facts.effect = *entry.effect, says_destructive = false;
    facts.once = entry.once.value_or(false);
    facts.is_volatile = entry.is_volatile.value_or(false);
  }
  if (facts.effect == Effect::destructive || says_destructive) facts.assurance = Assurance::out_of_band;
  if (facts.trusted) {
    facts.idempotent = tool.hints.idempotent.value_or(facts.idempotent);
    facts.open_world = tool.hints.open_world.value_or(facts.open_world);
  }
  return facts;
}

}  // namespace callgate::guard
