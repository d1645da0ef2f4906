// What something stricter always wins over, and what is said twice.
#include <algorithm>
#include <optional>

#include "core/base/glob.h"
#include "core/guard/tool_pattern.h"
#include "core/policy_lint/model.h"

namespace callgate::policy_lint {
namespace {

using policy::Action;
using policy::Ruling;

// A decision that does not depend on arguments, time or earlier calls.
struct Flat {
  Action action;
  std::string name, where, profile;
  std::string pattern;             // of an entry
  const RuleView* rule = nullptr;  // of a rule
};

std::optional<Action> flat_decision(const policy::Rule& rule) {
  const bool conditional = rule.when || rule.unless || rule.obligations.prior || rule.obligations.active;
  if (conditional || rule.mode != guard::Mode::enforce || rule.on_result || rule.then.cases.size() != 1 ||
      rule.then.cases[0].test) {
    return std::nullopt;
  }
  const Ruling ruling = rule.then.cases[0].ruling;
  if (ruling == Ruling::deny || ruling == Ruling::rewrite) return Action::deny;
  if (ruling == Ruling::ask) return Action::ask;
  return std::nullopt;
}

std::vector<Flat> flat_decisions(const Model& model) {
  std::vector<Flat> all;
  for (const Entry& entry : model.entries()) {
    if (entry.action == Action::allow || !entry.permission.argument.empty()) continue;
    all.push_back({entry.action, entry.permission.rule, entry.permission.where, entry.profile,
                   entry.permission.pattern, nullptr});
  }
  for (const RuleView& view : model.rules()) {
    const auto action = flat_decision(view.rule);
    if (action) all.push_back({*action, name_of(view), view.rule.where, view.profile, {}, &view});
  }
  return all;
}

// Whether whatever `narrow` fits is fitted by `wide`: a star of the one must lie within a star of the other.
bool includes(std::string_view wide, std::string_view narrow) {
  return glob_matches(wide, narrow);
}

bool includes(const Flat& wide, std::string_view pattern) {
  if (!wide.rule) return includes(wide.pattern, pattern);
  const policy::Match& match = wide.rule->rule.match;
  if (!match.servers.empty() || match.names_hints() || !match.effects.empty()) return false;
  return match.tools.empty() ||
         std::ranges::any_of(match.tools, [&](const std::string& one) { return includes(one, pattern); });
}

bool fits(const Flat& flat, const mcp::ToolPtr& tool) {
  if (!flat.rule) return guard::pattern_fits(flat.pattern, *tool);
  return std::ranges::find(flat.rule->tools, tool) != flat.rule->tools.end();
}

class ShadowCheck {
 public:
  ShadowCheck(const Model& model, Findings& findings)
      : model_(model), flat_(flat_decisions(model)), report_(findings) {}

  void entry(const Entry& entry) {
    const policy::Permission& permission = entry.permission;
    const auto tools = model_.tools_of(permission.pattern);
    const Flat* by = strictest(entry.action, entry.profile, {permission.pattern}, tools);
    if (by) shadowed(*entry.source, *entry.node, permission.rule, *by);
  }

  void rule(const RuleView& view) {
    const policy::Rule& rule = view.rule;
    if (rule.then.cases.empty() || rule.on_result || !rule.otherwise.cases.empty()) return;
    Action strictest_of = Action::allow;
    for (const policy::Outcome::Case& one : rule.then.cases) {
      if (one.ruling == Ruling::warn || one.ruling == Ruling::deny || one.ruling == Ruling::rewrite) return;
      if (one.ruling == Ruling::ask) strictest_of = Action::ask;
    }
    const Flat* by = strictest(strictest_of, view.profile, rule.match.tools, view.tools);
    if (by) shadowed(*view.source, *view.node, name_of(view), *by);
  }

  void duplicates() {
    const auto& entries = model_.entries();
    for (std::size_t i = 0; i < entries.size(); ++i) {
      const auto wider = [&](std::size_t j) { return j != i && covers(entries[j], entries[i], j < i); };
      for (std::size_t j = 0; j < entries.size(); ++j) {
        if (!wider(j)) continue;
        report_.add(
            kDuplicate, *entries[i].source, entries[i].node->place,
            entries[i].permission.rule + " says nothing that " + entries[j].permission.rule + " does not say",
            "that is at " + entries[j].permission.where);
        break;
      }
    }
    const auto& rules = model_.rules();
    for (std::size_t i = 0; i < rules.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        if (!together(rules[i].profile, rules[j].profile) || !same(*rules[i].node, *rules[j].node)) continue;
        report_.add(kDuplicate, *rules[i].source, rules[i].node->place,
                    name_of(rules[i]) + " says the same as " + name_of(rules[j]),
                    "that is at " + rules[j].rule.where);
        break;
      }
    }
  }

 private:
  // What decides more strictly about everything that these patterns, or if they are known these tools, are.
  const Flat* strictest(Action than, const std::string& profile, const std::vector<std::string>& patterns,
                        const std::vector<mcp::ToolPtr>& tools) const {
    const Flat* found = nullptr;
    const auto take = [&](const auto& holds) {
      for (const Flat& flat : flat_) {
        const bool applies = flat.profile.empty() || flat.profile == profile;
        if (applies && flat.action > than && holds(flat)) return &flat;
      }
      return static_cast<const Flat*>(nullptr);
    };
    if (tools.empty()) {
      for (const std::string& pattern : patterns) {
        found = take([&](const Flat& flat) { return includes(flat, pattern); });
        if (!found) return nullptr;
      }
      return found;
    }
    for (const mcp::ToolPtr& tool : tools) {
      found = take([&](const Flat& flat) { return fits(flat, tool); });
      if (!found) return nullptr;
    }
    return found;
  }

  void shadowed(const config::SourcePtr& source, const config::Node& node, const std::string& name,
                const Flat& by) {
    report_.add(kShadowed, source, node.place, name + " never takes effect",
                by.name + " (" + by.where + ") " + (by.action == Action::deny ? "denies" : "asks about") +
                    " all of it",
                "the order never matters: deny wins over ask, and ask over allow");
  }

  // Of two that say the same, the later one is too much.
  static bool covers(const Entry& wide, const Entry& narrow, bool earlier) {
    if (wide.action != narrow.action) return false;
    if (!wide.profile.empty() && wide.profile != narrow.profile) return false;
    const policy::Permission &a = wide.permission, &b = narrow.permission;
    const bool all_arguments = a.argument.empty();
    const bool same_argument = a.argument == b.argument && a.argument_pattern == b.argument_pattern;
    if (!all_arguments && !same_argument) return false;
    if (!includes(a.pattern, b.pattern)) return false;
    return earlier || !includes(b.pattern, a.pattern) || !same_argument || wide.profile != narrow.profile;
  }

  static bool same(const config::Node& a, const config::Node& b) {
    const auto text_of = [](const config::Node& rule) {
      config::Node copy = rule;
      std::erase_if(copy.members, [](const config::Member& member) {
        return member.key == "id" || member.key == "reason";
      });
      std::ranges::sort(copy.members, {}, &config::Member::key);
      return config::compact(copy);
    };
    return text_of(a) == text_of(b);
  }

  const Model& model_;
  const std::vector<Flat> flat_;
  Reporter report_;
};

}  // namespace

void check_shadows(const Model& model, Findings& findings) {
  ShadowCheck check(model, findings);
  for (const Entry& entry : model.entries()) check.entry(entry);
  for (const RuleView& view : model.rules()) check.rule(view);
  check.duplicates();
}

}  // namespace callgate::policy_lint
