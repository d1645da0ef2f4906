// Fields that no tool of a rule has, operators that do not suit their type, values that the schema excludes.
#include <algorithm>

#include "core/json/decimal.h"
#include "core/policy_lint/conditions_of.h"
#include "core/policy_lint/operand_types.h"

namespace callgate::policy_lint {
namespace {

using config::Member;
using config::Node;
using policy::FieldPath;
using Tools = std::vector<mcp::ToolPtr>;

std::string some_of(const Tools& tools) {
  std::string text = tools.front()->exposed;
  return tools.size() == 1 ? text : text + " and " + std::to_string(tools.size() - 1) + " more";
}

json::Type json_type(const Node& node) {
  constexpr json::Type kTypes[] = {json::Type::null,   json::Type::boolean, json::Type::number,
                                   json::Type::string, json::Type::array,   json::Type::object};
  return kTypes[static_cast<std::size_t>(node.type)];
}

bool equal(const Node& operand, const std::string& value) {
  if (operand.type == config::Type::string) return json::equals(value, operand.text);
  if (operand.type == config::Type::number) {
    const auto a = json::Decimal::read(operand.text), b = json::Decimal::read(value);
    return a && b && (*a <=> *b) == 0;
  }
  return config::compact(operand) == value;
}

class ArgumentCheck {
 public:
  ArgumentCheck(const Model& model, Findings& findings) : model_(model), report_(findings) {}

  void entry(const Entry& entry) {
    const policy::Permission& permission = entry.permission;
    if (permission.argument.empty()) return;
    const Tools tools = model_.tools_of(permission.pattern);
    FieldPath path;
    path.text = "args." + permission.argument;
    path.steps.push_back({policy::PathStep::Kind::member, permission.argument, 0});
    if (tools.empty() || !is_there(*entry.source, entry.node->place, path, tools, {permission.pattern}))
      return;
    Types types = 0;
    for (const mcp::ToolPtr& tool : tools) types |= argument_of(*tool, path).types;
    if (!(types & only(json::Type::string)))
      clash(*entry.source, entry.node->place, path, types, permission.rule, "a string", tools);
  }

  void rule(const RuleView& view) {
    if (view.tools.empty()) return;
    for (const WrittenCondition& condition : conditions_of(view)) {
      for (const FieldDemand& demand : demands_of(condition.node())) field(view, demand);
    }
    other_fields(view);
  }

 private:
  void field(const RuleView& view, const FieldDemand& demand) {
    if (demand.path.root != policy::Root::args || demand.path.steps.empty()) return;
    const config::Place& place = demand.member->place;
    if (!is_there(*view.source, place, demand.path, view.tools, view.rule.match.tools)) return;
    Argument all{.standing = Argument::Standing::known, .types = 0, .values = std::vector<std::string>()};
    for (const mcp::ToolPtr& tool : view.tools) {
      const Argument one = argument_of(*tool, demand.path);
      if (!one.misstep.empty()) {
        report_.add(kTypeClash, *view.source, place,
                    config::quoted(demand.path.text) + " leads nowhere in " + tool->exposed, one.misstep);
        return;
      }
      if (one.is_missing()) continue;
      all.types |= one.types;
      if (!one.values) all.values.reset();
      if (one.values && all.values)
        all.values->insert(all.values->end(), one.values->begin(), one.values->end());
    }
    predicate(view, demand.path, all, *demand.demand);
  }

  void predicate(const RuleView& view, const FieldPath& path, const Argument& argument,
                 const Node& predicate) {
    for (const Member& member : predicate.members) {
      if (member.key == "not") this->predicate(view, path, argument, member.value);
      if (member.key == "any" || member.key == "all") {
        for (const Node& item : member.value.items) this->predicate(view, path, argument, item);
      }
      const Types taken = types_taken_by(member.key);
      if (!(taken & argument.types)) {
        clash(*view.source, member.place, path, argument.types, config::quoted(member.key), names_of(taken),
              view.tools);
      }
      if (member.key == "eq" || member.key == "ne") value(view, path, argument, member.value);
      if ((member.key == "in" || member.key == "notIn") && member.value.type == config::Type::list) {
        for (const Node& item : member.value.items) value(view, path, argument, item);
      }
    }
  }

  void value(const RuleView& view, const FieldPath& path, const Argument& argument, const Node& operand) {
    if (operand.type == config::Type::string && operand.text.starts_with('@')) return;
    if (!(argument.types & only(json_type(operand)))) {
      clash(*view.source, operand.place, path, argument.types, "what it is compared with",
            names_of(only(json_type(operand))), view.tools);
      return;
    }
    if (!argument.values) return;
    const bool possible = std::ranges::any_of(
        *argument.values, [&](const std::string& value) { return equal(operand, value); });
    if (possible) return;
    std::string all;
    for (const std::string& one : *argument.values) all += (all.empty() ? "" : ", ") + one;
    report_.add(
        kImpossibleValue, *view.source, operand.place,
        config::quoted(path.text) + " of " + some_of(view.tools) + " is never " + config::compact(operand),
        "it is one of " + all);
  }

  void clash(const config::SourcePtr& source, const config::Place& place, const FieldPath& path, Types types,
             const std::string& what, const std::string& needed, const Tools& tools) {
    report_.add(kTypeClash, source, place,
                config::quoted(path.text) + " of " + some_of(tools) + " is " + names_of(types),
                what + (what.starts_with("what") ? " is " : " needs ") + needed);
  }

  // Whether the tools have such an argument; otherwise it is reported. A tool that is named by itself has to
  // have it, of those that a pattern with a star fits one is enough.
  bool is_there(const config::SourcePtr& source, const config::Place& place, const FieldPath& path,
                const Tools& tools, const std::vector<std::string>& patterns) {
    Tools missing, named;
    Argument last;
    bool all_refuse = true;
    for (const mcp::ToolPtr& tool : tools) {
      Argument argument = argument_of(*tool, path);
      if (!argument.is_missing()) continue;
      all_refuse = all_refuse && argument.standing == Argument::Standing::refused;
      missing.push_back(tool);
      if (std::ranges::find(patterns, tool->exposed) != patterns.end()) named.push_back(tool);
      last = std::move(argument);
    }
    const bool everywhere = missing.size() == tools.size();
    const Tools& at_fault = everywhere ? missing : named;
    if (at_fault.empty()) return true;
    std::string siblings;
    for (const std::string& name : last.siblings) siblings += (siblings.empty() ? "" : ", ") + name;
    report_.add(kUnknownArgument, everywhere && all_refuse ? Severity::error : Severity::warning, source,
                place, config::quoted(path.text) + " is no argument of " + some_of(at_fault),
                last.nearest.empty() ? "" : "did you mean " + config::quoted(last.nearest) + "?",
                siblings.empty() ? "it has no arguments" : "there are: " + siblings);
    return !everywhere;
  }

  // Fields outside of conditions.
  void other_fields(const RuleView& view) {
    const auto check = [&](const config::Place& place, std::string_view text) {
      const auto path = policy::parse_field_path(text);
      if (path && path->root == policy::Root::args && !path->steps.empty())
        is_there(*view.source, place, *path, view.tools, view.rule.match.tools);
    };
    const auto texts = [&](const Node* node) {
      if (!node) return;
      if (node->type == config::Type::string) check(node->place, node->text);
      for (const Node& item : node->items) check(item.place, item.text);
    };
    const auto keys = [&](const Node* node) {
      for (std::size_t i = 0; node && i < node->members.size(); ++i)
        check(node->members[i].place, node->members[i].key);
    };
    const auto within = [&](std::string_view key, std::string_view inner) -> const Node* {
      const Node* outer = view.node->find(key);
      return outer ? outer->find(inner) : nullptr;
    };
    texts(within("budget", "sum"));
    texts(within("budget", "by"));
    texts(within("limit", "by"));
    texts(within("cache", "by"));
    texts(within("idempotency", "key"));
    texts(within("rewrite", "remove"));
    keys(within("rewrite", "clamp"));
    keys(within("rewrite", "set"));
    if (const Node* prior = within("require", "prior")) texts(prior->find("same"));
  }

  const Model& model_;
  Reporter report_;
};

}  // namespace

void check_arguments(const Model& model, Findings& findings) {
  if (!model.knows_tools()) return;
  ArgumentCheck check(model, findings);
  for (const Entry& entry : model.entries()) check.entry(entry);
  for (const RuleView& view : model.rules()) check.rule(view);
}

}  // namespace callgate::policy_lint
