#include "gateway/policy_test/player.h"

#include <algorithm>
#include <map>
#include <optional>

#include "gateway/text_file.h"
#include "gateway/tool_snapshot.h"

namespace callgate::policy_test {
namespace {

std::vector<policy::Layer> read_layers(const Suite& suite, config::Findings& found) {
  std::vector<policy::Layer> layers;
  for (const std::filesystem::path& file : suite.policies) {
    auto text = read_text_file(file);
    if (!text) {
      if (text.error().code == Errc::not_found && file.string().ends_with(".local.jsonc")) continue;
      found.errors.push_back(
          {config::quoted(file.string()) + " cannot be read", nullptr, {}, text.error().what, {}});
      continue;
    }
    auto source = std::make_shared<const config::Source>(config::Source{file.string(), std::move(*text)});
    if (auto tree = config::parse_jsonc(source, found.errors))
      layers.push_back({std::move(source), std::move(*tree)});
  }
  return layers;
}

std::vector<mcp::ToolPtr> read_tools(const Suite& suite, config::Findings& found) {
  if (suite.tools.empty()) return {};
  auto tools = read_tool_snapshot(suite.tools);
  if (tools) return std::move(*tools);
  if (tools.error().code != Errc::not_found)
    found.errors.push_back(
        {config::quoted(suite.tools.string()) + " cannot be read", nullptr, {}, tools.error().what, {}});
  return {};
}

// The policy of each profile, and of none.
using ByProfile = std::map<std::string, policy::Policy>;

ByProfile read_policies(const Suite& suite, const std::vector<policy::Layer>& layers, config::Findings& found,
                        Report& report) {
  ByProfile policies;
  if (!found.errors.empty()) return policies;
  std::set<std::string> profiles{""};
  for (const policy::Layer& layer : layers) {
    const config::Node* named = layer.tree.find("profiles");
    for (std::size_t i = 0; named && i < named->members.size(); ++i)
      report.profiles.all.insert(named->members[i].key);
  }
  profiles.insert(report.profiles.all.begin(), report.profiles.all.end());
  for (const Case& test : suite.cases) profiles.insert(test.profile);
  for (const std::string& profile : profiles) {
    auto reading = policy::read_policy(layers, {.profile = profile}, found);
    if (!reading) return {};
    for (const policy::Rule& rule : reading->policy.rules) {
      report.rules.all.insert(rule.id);
      for (std::string& branch : branches_of(rule)) report.branches.all.insert(std::move(branch));
    }
    policies.emplace(profile, std::move(reading->policy));
  }
  return policies;
}

CaseReport play_case(const Case& test, Stage& stage, bool to_the_end) {
  CaseReport report{test.name, test.place, {}, {}};
  for (std::size_t i = 0; i < test.steps.size(); ++i) {
    const Step& step = test.steps[i];
    for (std::size_t turn = 0; turn < step.repeat; ++turn) {
      Outcome outcome = stage.play(step);
      if (!outcome.failure.empty() && report.failure.empty()) {
        report.place = step.place;
        report.failure = test.steps.size() > 1 ? "step " + std::to_string(i + 1) + ": " : "";
        if (step.repeat > 1) report.failure += "time " + std::to_string(turn + 1) + ": ";
        report.failure += outcome.failure;
      }
      report.turns.push_back({i, std::move(outcome)});
      if (!report.failure.empty() && !to_the_end) return report;
    }
  }
  return report;
}

}  // namespace

std::size_t Report::failed() const {
  return static_cast<std::size_t>(
      std::ranges::count_if(cases, [](const CaseReport& one) { return !one.failure.empty(); }));
}

Report play(const Suite& suite, const PlayOptions& options, config::Findings& found) {
  return play(suite, read_layers(suite, found), options, found);
}

Report play(const Suite& suite, const std::vector<policy::Layer>& layers, const PlayOptions& options,
            config::Findings& found) {
  Report report;
  Tools tools(read_tools(suite, found));
  const ByProfile policies = read_policies(suite, layers, found, report);
  if (!found.errors.empty()) return report;
  Used used;
  for (const Case& test : suite.cases) {
    Stage stage(suite, policies.at(test.profile), tools, options.whole_chain, used);
    report.cases.push_back(play_case(test, stage, options.to_the_end));
    report.profiles.used.insert(test.profile);
  }
  report.rules.used = std::move(used.rules);
  report.branches.used = std::move(used.branches);
  return report;
}

}  // namespace callgate::policy_test
