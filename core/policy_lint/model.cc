#include "core/policy_lint/model.h"

#include <algorithm>

#include "core/guard/tool_pattern.h"
#include "core/guards/policy/match.h"
#include "core/policy/node_values.h"
#include "core/policy/pattern.h"
#include "core/policy/rule_reader.h"
#include "core/policy/words.h"

namespace callgate::policy_lint {

using config::Node;

Model::Model(const Subject& subject, policy::Policy policy)
    : subject_(subject), policy_(std::move(policy)), classifier_(policy_) {
  for (const policy::Layer& layer : subject.layers) {
    const Node* sets = layer.tree.find("sets");
    for (std::size_t i = 0; sets && i < sets->members.size(); ++i)
      sets_.emplace(sets->members[i].key, policy::strings_of(&sets->members[i].value));
  }
  for (const policy::Layer& layer : subject.layers) {
    read_entries(layer, layer.tree, "");
    read_rules(layer, layer.tree, "");
    const Node* profiles = layer.tree.find("profiles");
    for (std::size_t i = 0; profiles && i < profiles->members.size(); ++i) {
      const config::Member& profile = profiles->members[i];
      read_entries(layer, profile.value, profile.key);
      read_rules(layer, profile.value, profile.key);
    }
  }
}

void Model::read_entries(const policy::Layer& layer, const Node& tree, const std::string& profile) {
  const Node* lists = tree.find("permissions");
  if (!lists) return;
  for (std::size_t action = 0; action < std::size(policy::kActionWords); ++action) {
    const std::string word(policy::kActionWords[action]);
    const Node* list = lists->find(word);
    for (std::size_t i = 0; list && i < list->items.size(); ++i) {
      auto permission = policy::parse_permission(list->items[i].text);
      if (!permission) continue;
      permission->rule = (profile.empty() ? "" : "profiles." + profile + ".") + "permissions." + word + "[" +
                         std::to_string(i) + "]";
      permission->where = config::where(*layer.source, list->items[i].place);
      entries_.push_back({&layer.source, &list->items[i], static_cast<policy::Action>(action),
                          std::move(*permission), profile});
    }
  }
}

void Model::read_rules(const policy::Layer& layer, const Node& tree, const std::string& profile) {
  const Node* list = tree.find("rules");
  config::Problems ignored;
  for (std::size_t i = 0; list && i < list->items.size(); ++i) {
    auto rule = policy::read_rule(list->items[i], {layer.source, sets_, ignored});
    if (!rule) continue;
    RuleView view{&layer.source, &list->items[i], std::move(*rule), profile, {}};
    for (std::size_t tool = 0; knows_tools() && tool < subject_.tools->size(); ++tool) {
      const mcp::ToolPtr& one = (*subject_.tools)[tool];
      if (guard::fit_of(view.rule.match, *one, classifier_.facts_of(*one)) != guard::Fit::no)
        view.tools.push_back(one);
    }
    rules_.push_back(std::move(view));
  }
}

std::vector<mcp::ToolPtr> Model::tools_of(std::string_view pattern) const {
  std::vector<mcp::ToolPtr> tools;
  if (!knows_tools()) return tools;
  std::ranges::copy_if(*subject_.tools, std::back_inserter(tools),
                       [&](const mcp::ToolPtr& tool) { return guard::pattern_fits(pattern, *tool); });
  return tools;
}

std::vector<std::string> Model::texts(const Node& operand) const {
  config::Problems ignored;
  return policy::Operands{subject_.layers.front().source, sets_, ignored}.texts(operand);
}

std::string name_of(const RuleView& view) {
  return "rule " + config::quoted(view.rule.id);
}

}  // namespace callgate::policy_lint
