#include "core/policy_diff/condition_change.h"

#include <algorithm>

#include "core/json/decimal.h"

namespace callgate::policy_diff {
namespace {

using config::Member;
using config::Node;
using config::Type;
using json::Decimal;
using enum Direction;

std::vector<std::string> items_of(const Node& node) {
  if (node.type != Type::list) return {config::compact(node)};
  std::vector<std::string> items;
  for (const Node& item : node.items) items.push_back(config::compact(item));
  return items;
}

// More is wider.
Direction by_number(const Node& before, const Node& after) {
  const auto a = Decimal::read(before.text), b = Decimal::read(after.text);
  return a && b ? flipped(by_strictness(*a, *b)) : other;
}

Direction compare_predicates(const Node& before, const Node& after);

// Of the members of two objects that all have to hold.
template <class Compare>
Direction compare_members(const Node& before, const Node& after, Compare compare) {
  Direction direction = same;
  for (const Member& member : before.members) {
    const Node* now = after.find(member.key);
    direction = both(direction, now ? compare(member.key, member.value, *now) : wider);
  }
  for (const Member& member : after.members) {
    if (!before.find(member.key)) direction = both(direction, narrower);
  }
  return direction;
}

// Of two lists of parts. One that differs in one place counts by that place.
template <class Compare>
Direction compare_parts(bool any, const Node& before, const Node& after, Compare compare) {
  std::vector<const Node*> gone, fresh;
  const auto lacks = [](const Node& list, const Node& item) {
    return std::ranges::none_of(
        list.items, [&](const Node& one) { return config::compact(one) == config::compact(item); });
  };
  for (const Node& item : before.items)
    if (lacks(after, item)) gone.push_back(&item);
  for (const Node& item : after.items)
    if (lacks(before, item)) fresh.push_back(&item);
  if (gone.size() == 1 && fresh.size() == 1) return compare(*gone.front(), *fresh.front());
  Direction direction = gone.empty() ? same : any ? narrower : wider;
  return both(direction, fresh.empty() ? same : any ? wider : narrower);
}

Direction compare_operands(const std::string& op, const Node& before, const Node& after) {
  if (config::compact(before) == config::compact(after)) return same;
  if (op == "not") return flipped(compare_predicates(before, after));
  if (op == "any" || op == "all") {
    if (before.type == Type::list && after.type == Type::list)
      return compare_parts(op == "any", before, after, &compare_predicates);
    return before.type == after.type ? compare_predicates(before, after) : other;
  }
  if (op == "lt" || op == "lte") return by_number(before, after);
  if (op == "gt" || op == "gte") return flipped(by_number(before, after));
  if (op == "between" && before.items.size() == 2 && after.items.size() == 2)
    return both(flipped(by_number(before.items[0], after.items[0])),
                by_number(before.items[1], after.items[1]));
  if (op == "notIn") return flipped(compare_choices(items_of(before), items_of(after)));
  static constexpr std::string_view kChoices[] = {"in",          "glob",       "regex",   "under",
                                                  "host",        "scheme",     "cidr",    "type",
                                                  "containsAny", "startsWith", "endsWith"};
  if (std::ranges::find(kChoices, op) != std::end(kChoices))
    return compare_choices(items_of(before), items_of(after));
  return other;
}

Direction compare_predicates(const Node& before, const Node& after) {
  return compare_members(before, after, &compare_operands);
}

// With [*], "any" asks for less than "all".
Direction compare_fields(const std::string& field, const Node& before, const Node& after) {
  if (field == "not") return flipped(compare_conditions(before, after));
  if (field == "any" || field == "all")
    return compare_parts(field == "any", before, after, &compare_conditions);
  if (field.find("[*]") == field.npos || before.members.size() != 1 || after.members.size() != 1)
    return compare_predicates(before, after);
  const Member &a = before.members.front(), &b = after.members.front();
  const Direction inner = compare_predicates(a.value, b.value);
  if (a.key == b.key) return inner;
  return both(inner, b.key == "any" ? wider : narrower);
}

}  // namespace

Node without_sets(const Node& condition, const policy::Sets& sets) {
  Node copy = condition;
  for (Member& member : copy.members) {
    const bool names_set = member.value.type == Type::string && member.value.text.starts_with('@') &&
                           sets.contains(member.value.text.substr(1));
    if (names_set) {
      Node list{Type::list, member.value.place, false, {}, {member.value}, {}};
      member.value = std::move(list);
    }
    member.value = without_sets(member.value, sets);
  }
  std::vector<Node> items;
  for (const Node& item : copy.items) {
    const auto set =
        item.type == Type::string && item.text.starts_with('@') ? sets.find(item.text.substr(1)) : sets.end();
    if (set == sets.end()) {
      items.push_back(without_sets(item, sets));
      continue;
    }
    for (const std::string& text : set->second)
      items.push_back({Type::string, item.place, false, text, {}, {}});
  }
  copy.items = std::move(items);
  return copy;
}

Direction compare_conditions(const Node& before, const Node& after) {
  if (config::compact(before) == config::compact(after)) return same;
  return compare_members(before, after, &compare_fields);
}

Direction compare_choices(std::vector<std::string> before, std::vector<std::string> after) {
  std::ranges::sort(before);
  std::ranges::sort(after);
  const bool keeps = std::ranges::includes(after, before), adds = !std::ranges::includes(before, after);
  if (keeps) return adds ? wider : same;
  return adds ? other : narrower;
}

}  // namespace callgate::policy_diff
