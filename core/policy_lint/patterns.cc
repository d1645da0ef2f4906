// Patterns that fit no tool, and entries that are there twice.
#include <algorithm>
#include <set>

#include "core/base/glob.h"
#include "core/mcp/names.h"
#include "core/policy/node_values.h"
#include "core/policy/pattern.h"
#include "core/policy_lint/model.h"

namespace callgate::policy_lint {
namespace {

using config::Node;

// What might have been meant: a name, or for a pattern with a star one with another beginning.
std::string meant_by(std::string_view pattern, const std::vector<mcp::ToolPtr>& tools) {
  const std::size_t star = pattern.find('*');
  const std::string_view head = pattern.substr(0, star);
  std::set<std::string> known;
  for (const mcp::ToolPtr& tool : tools) {
    if (star == pattern.npos) {
      known.insert(tool->exposed);
      continue;
    }
    for (const std::size_t size : {head.size() - 1, head.size(), head.size() + 1})
      if (!head.empty() && size <= tool->exposed.size()) known.insert(tool->exposed.substr(0, size));
  }
  const std::string_view meant = head.empty() ? std::string_view() : mcp::nearest(head, known);
  if (meant.empty() || meant == head) return {};
  return "did you mean " +
         config::quoted(std::string(meant) + std::string(star == pattern.npos ? "" : pattern.substr(star))) +
         "?";
}

class PatternCheck {
 public:
  PatternCheck(const Model& model, Findings& findings)
      : model_(model), tools_(*model.subject().tools), report_(findings) {
    for (const mcp::ToolPtr& tool : tools_) servers_.insert(tool->server);
  }

  void entry(const Entry& entry) {
    pattern(*entry.source, *entry.node, entry.permission.pattern, entry.permission.rule,
            entry.action != policy::Action::allow);
  }

  void rule(const RuleView& view) {
    const std::size_t before = dead_;
    const Node* match = view.node->find("match");
    const Node* require = view.node->find("require");
    const Node* prior = require ? require->find("prior") : nullptr;
    if (match) tools(view, match->find("tools"));
    if (match) servers(view, match->find("server"));
    if (prior) tools(view, prior->find("tools"));
    if (!view.tools.empty() || dead_ != before || !match) return;
    report_.add(kDeadRule, *view.source, match->place, name_of(view) + " is about no tool there is",
                "each part fits some tool, all together fit none");
  }

  void trusted(const policy::Layer& layer) {
    const Node* list = layer.tree.find("trustAnnotations");
    for (std::size_t i = 0; list && i < list->items.size(); ++i)
      server(layer.source, list->items[i], "trustAnnotations names");
  }

 private:
  // What is to keep away whatever server comes next may fit nothing today.
  void pattern(const config::SourcePtr& source, const Node& node, std::string_view pattern,
               const std::string& owner, bool refuses) {
    if (!model_.tools_of(pattern).empty()) return;
    ++dead_;
    const bool for_all = refuses && pattern.starts_with('*');
    report_.add(kDeadPattern, for_all ? Severity::note : Severity::warning, source, node.place,
                owner + " fits no tool: " + config::quoted(pattern), meant_by(pattern, tools_),
                "`callgate tools ls` shows what there is");
  }

  void tools(const RuleView& view, const Node* list) {
    if (!list) return;
    const auto one = [&](const Node& node) {
      const bool refuses = std::ranges::any_of(view.rule.then.cases, [](const policy::Outcome::Case& one) {
        return one.ruling == policy::Ruling::deny || one.ruling == policy::Ruling::ask;
      });
      for (const std::string& text : policy::patterns_of({node.text}))
        pattern(*view.source, node, text, name_of(view), refuses);
    };
    if (list->type == config::Type::string) one(*list);
    for (const Node& item : list->items) one(item);
  }

  void servers(const RuleView& view, const Node* list) {
    if (!list) return;
    if (list->type == config::Type::string) server(*view.source, *list, name_of(view) + " is about");
    for (const Node& item : list->items) server(*view.source, item, name_of(view) + " is about");
  }

  void server(const config::SourcePtr& source, const Node& node, const std::string& owner) {
    const bool fits = std::ranges::any_of(
        servers_, [&](const std::string& known) { return glob_matches(node.text, known); });
    if (fits) return;
    ++dead_;
    const std::string_view meant = mcp::nearest(node.text, servers_);
    report_.add(kDeadPattern, source, node.place,
                owner + " a server that has no tools: " + config::quoted(node.text),
                meant.empty() ? "" : "did you mean " + config::quoted(meant) + "?");
  }

  const Model& model_;
  const std::vector<mcp::ToolPtr>& tools_;
  Reporter report_;
  std::set<std::string> servers_;
  std::size_t dead_ = 0;
};

}  // namespace

void check_patterns(const Model& model, Findings& findings) {
  if (!model.knows_tools()) return;
  PatternCheck check(model, findings);
  for (const Entry& entry : model.entries()) check.entry(entry);
  for (const RuleView& view : model.rules()) check.rule(view);
  for (const policy::Layer& layer : model.subject().layers) check.trusted(layer);
}

}  // namespace callgate::policy_lint
