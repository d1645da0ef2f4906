#include "gateway/policy_test/coverage.h"

#include <algorithm>

#include "core/guards/policy/match.h"
#include "core/policy/condition.h"

namespace callgate::policy_test {
namespace {

using policy::Outcome;
using policy::Rule;
using policy::Truth;

// "then", "then.do", "then.else.do", "then.else": where the case stands in the file.
std::string place_of(std::string place, const Outcome& outcome, std::size_t index) {
  for (std::size_t i = 0; i < index; ++i) place += ".else";
  return outcome.cases[index].test ? place + ".do" : place;
}

bool is_choice(const Outcome& outcome) {
  return !outcome.cases.empty() && outcome.cases.front().test;
}

bool has_else(const Rule& rule) {
  return rule.obligations.prior || rule.obligations.active;
}

// The case of an outcome that decides, if one does.
void note_case(const std::string& rule, const std::string& key, const Outcome& outcome, policy::Scene& scene,
               std::set<std::string>& used) {
  for (std::size_t i = 0; i < outcome.cases.size(); ++i) {
    const Truth holds = outcome.cases[i].test ? outcome.cases[i].test->holds(scene) : Truth::yes;
    if (holds == Truth::no) continue;
    if (holds == Truth::yes) used.insert(rule + ": " + place_of(key, outcome, i));
    return;
  }
}

void note_rule(const Rule& rule, policy::Scene& scene, std::set<std::string>& used) {
  if (rule.when && rule.when->holds(scene) != Truth::yes) return;
  if (rule.unless) {
    const Truth excepted = rule.unless->holds(scene);
    if (excepted == Truth::yes) used.insert(rule.id + ": unless");
    if (excepted != Truth::no) return;
  }
  // The guard has rules of its own: the same ones, at another place.
  const auto obliged = [&](const Rule* one) { return one->id == rule.id; };
  const bool met = rule.on_result || !has_else(rule) || std::ranges::any_of(scene.call.rules(), obliged);
  if (!met) used.insert(rule.id + ": else");
  note_case(rule.id, met ? "then" : "else", met ? rule.then : rule.otherwise, scene, used);
}

}  // namespace

std::string text_of_result(const json::Outline& result) {
  std::string text;
  for (const json::Entry& entry : result) {
    if (entry.key == "text" && entry.type == json::Type::string)
      text.append(text.empty() ? "" : "\n").append(entry.text);
  }
  return text;
}

int Covered::percent() const {
  if (all.empty()) return 100;
  const auto count = std::ranges::count_if(all, [&](const std::string& one) { return used.contains(one); });
  return static_cast<int>(count * 100 / static_cast<std::ptrdiff_t>(all.size()));
}

std::vector<std::string> Covered::missed() const {
  std::vector<std::string> missed;
  std::ranges::set_difference(all, used, std::back_inserter(missed));
  return missed;
}

std::vector<std::string> branches_of(const Rule& rule) {
  std::vector<std::string> branches;
  if (rule.unless) branches.push_back(rule.id + ": unless");
  if (has_else(rule)) branches.push_back(rule.id + ": else");
  for (const auto& [key, outcome] : {std::pair{"then", &rule.then}, {"else", &rule.otherwise}}) {
    for (std::size_t i = 0; is_choice(*outcome) && i < outcome->cases.size(); ++i)
      branches.push_back(rule.id + ": " + place_of(key, *outcome, i));
  }
  return branches;
}

void note_branches(const policy::Policy& policy, guard::Call& call, const guard::ToolFacts& facts,
                   const policy::World& world, const json::Outline* result, std::set<std::string>& used) {
  const policy::PolicyKnobs& knobs = policy.guards.policy;
  const std::string text = result ? text_of_result(*result) : std::string();
  policy::Scene scene{.call = call,
                      .world = world,
                      .environment = knobs.environment,
                      .regex_input = knobs.regex_input,
                      .missing_field = knobs.missing_field,
                      .result = result,
                      .result_text = result ? &text : nullptr};
  for (const Rule& rule : policy.rules) {
    const bool its_turn = rule.on_result == (result != nullptr) && rule.mode != guard::Mode::off;
    if (its_turn && guard::fit_of(rule.match, call.tool(), facts) != guard::Fit::no)
      note_rule(rule, scene, used);
  }
}

}  // namespace callgate::policy_test
