#include "core/policy_lint/lint.h"

#include <algorithm>

#include "core/policy_lint/model.h"

namespace callgate::policy_lint {
namespace {

// By file, in the order of the layers, and from top to bottom; what is about tools comes last.
void sort_by_place(const std::vector<policy::Layer>& layers, Findings& findings) {
  const auto key = [&](const Finding& finding) {
    const auto layer = std::ranges::find(layers, finding.problem.source, &policy::Layer::source);
    return std::pair(layer - layers.begin(), finding.problem.source ? finding.problem.place.offset : 0);
  };
  std::ranges::stable_sort(findings, {}, key);
}

}  // namespace

Findings lint(const Subject& subject) {
  Findings findings;
  config::Findings unreadable;
  auto reading = policy::read_policy(subject.layers, {}, unreadable);
  if (!reading || subject.layers.empty()) return findings;
  const Model model(subject, std::move(reading->policy));
  for (const auto check : {&check_patterns, &check_shadows, &check_arguments, &check_conditions,
                           &check_expressions, &check_tools, &check_leftovers}) {
    check(model, findings);
  }
  sort_by_place(subject.layers, findings);
  return findings;
}

}  // namespace callgate::policy_lint
