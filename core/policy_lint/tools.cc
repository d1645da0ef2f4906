// Tools that the policy says too little of, and schemas that are not checked in full.
#include <algorithm>

#include "core/analysis/schema/schema.h"
#include "core/guards/policy/standing.h"
#include "core/json/view.h"
#include "core/policy_lint/model.h"

namespace callgate::policy_lint {
namespace {

constexpr std::size_t kShown = 5;

// At the default, where the files have one.
void destructive(const Model& model, const guard::Standings& standings, policy::Action action,
                 Findings& findings) {
  std::vector<std::string> names;
  for (const mcp::ToolPtr& tool : *model.subject().tools) {
    if (tool->hints.destructive != true) continue;
    const guard::Standing standing = standings.make(*tool);
    const bool decided = standing.by_name || !standing.by_argument.empty() || standing.entry.access ||
                         std::ranges::any_of(standing.rules, [](const guard::Standing::Applicable& one) {
                           return one.rule->mode == guard::Mode::enforce && !one.rule->then.cases.empty();
                         });
    if (!decided && standing.otherwise == action) names.push_back(tool->exposed);
  }
  if (names.empty()) return;
  std::string shown;
  for (std::size_t i = 0; i < std::min(names.size(), kShown); ++i) shown += (i ? ", " : "") + names[i];
  if (names.size() > kShown) shown += " and " + std::to_string(names.size() - kShown) + " more";
  const policy::Layer* layer = &model.subject().layers.front();
  const config::Node* place = &layer->tree;
  for (const policy::Layer& one : model.subject().layers) {
    const config::Node* fallback = one.tree.find("default");
    if (fallback) layer = &one, place = fallback;
  }
  const bool allowed = action == policy::Action::allow;
  Reporter(findings).add(
      kUncoveredDestructive, allowed ? Severity::warning : Severity::note, layer->source, place->place,
      std::string(names.size() == 1 ? "a tool that says it destroys is" : "tools that say they destroy are") +
          " covered by the default alone: " + shown,
      allowed                         ? "they are allowed"
      : action == policy::Action::ask ? "they are asked about"
                                      : "they are denied",
      "say it in a list or a rule, so that a change of the default does not open them");
}

void schemas(const Model& model, Findings& findings) {
  for (const mcp::ToolPtr& tool : *model.subject().tools) {
    const std::string_view text = json::member(tool->definition.view(), "inputSchema");
    if (text.empty()) continue;
    const auto compiled = analysis::CompiledSchema::compile(text);
    std::vector<std::string> notes;
    if (compiled) notes = compiled->notes();
    if (!compiled) notes.push_back(compiled.error().what);
    for (const std::string& note : notes) {
      findings.push_back(
          {&kUncheckedSchema,
           kUncheckedSchema.severity,
           {"the inputSchema of " + tool->exposed + " is not checked in full", nullptr, {}, note, {}}});
    }
  }
}

}  // namespace

void check_tools(const Model& model, Findings& findings) {
  if (!model.knows_tools()) return;
  const guard::Folders nowhere;
  const guard::Standings standings(model.policy(), nowhere);
  for (const policy::Action action : {policy::Action::allow, policy::Action::ask, policy::Action::deny})
    destructive(model, standings, action, findings);
  schemas(model, findings);
}

}  // namespace callgate::policy_lint
