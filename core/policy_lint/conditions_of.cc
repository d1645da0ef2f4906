#include "core/policy_lint/conditions_of.h"

#include "core/policy/node_values.h"
#include "core/policy/rule_words.h"

namespace callgate::policy_lint {
namespace {

using config::Member;
using config::Node;

const Member* member_of(const Node& node, std::string_view key) {
  for (const Member& member : node.members) {
    if (member.key == key) return &member;
  }
  return nullptr;
}

void collect(const Node& condition, bool opposite, std::vector<FieldDemand>& demands) {
  for (const Member& member : condition.members) {
    if (member.key == "not") {
      collect(member.value, !opposite, demands);
    } else if (member.key == "any" || member.key == "all") {
      for (const Node& item : member.value.items) collect(item, opposite, demands);
    } else {
      demands.push_back(demand_of(member, opposite));
    }
  }
}

}  // namespace

std::vector<WrittenCondition> conditions_of(const RuleView& view) {
  using Role = WrittenCondition::Role;
  std::vector<WrittenCondition> all;
  if (const Member* when = member_of(*view.node, "when")) all.push_back({Role::when, when});
  if (const Member* unless = member_of(*view.node, "unless")) all.push_back({Role::unless, unless});
  for (const std::string_view key : {"then", "else"}) {
    for (const Node* choice = view.node->find(key); choice; choice = choice->find("else")) {
      const Member* test = member_of(*choice, "if");
      const auto ruling = policy::enum_of<policy::Ruling>(choice->find("do"), policy::kRulingWords);
      if (test && ruling) all.push_back({Role::choice, test, *ruling});
    }
  }
  return all;
}

FieldDemand demand_of(const Member& member, bool opposite) {
  FieldDemand demand{&member, {}, &member.value, false, opposite};
  if (auto path = policy::parse_field_path(member.key)) demand.path = std::move(*path);
  if (demand.path.leads_to_many() && member.value.members.size() == 1) {
    demand.for_all = member.value.members.front().key == "all";
    demand.demand = &member.value.members.front().value;
  }
  return demand;
}

std::vector<FieldDemand> demands_of(const Node& condition, bool opposite) {
  std::vector<FieldDemand> demands;
  collect(condition, opposite, demands);
  return demands;
}

}  // namespace callgate::policy_lint
