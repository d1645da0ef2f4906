#include "core/policy_diff/policy_diff.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/policy/guard_knobs.h"
#include "core/policy/node_values.h"
#include "core/policy/words.h"
#include "core/policy_diff/rule_change.h"

namespace callgate::policy_diff {
namespace {

using config::Node;
using enum Direction;

struct Placed {
  const Node* node;
  std::string where;
};
using ById = std::map<std::string, Placed>;

// One of the two: trees of the same part (the whole, or one profile) of all its layers.
struct Side {
  std::vector<std::pair<config::SourcePtr, const Node*>> trees;
  policy::Sets sets;

  const Node* find(std::string_view key, std::string* where = nullptr) const {
    const Node* found = nullptr;
    for (const auto& [source, tree] : trees) {
      const Node* node = tree->find(key);
      if (node) found = node;
      if (node && where) *where = config::where(*source, node->place);
    }
    return found;
  }
  ById listed(std::string_view key) const {
    ById all;
    for (const auto& [source, tree] : trees) {
      const Node* list = tree->find(key);
      for (std::size_t i = 0; list && i < list->items.size(); ++i) {
        const Node* id = list->items[i].find("id");
        if (id) all[id->text] = {&list->items[i], config::where(*source, list->items[i].place)};
      }
    }
    return all;
  }
  std::map<std::string, std::string> entries(std::string_view action) const {
    std::map<std::string, std::string> all;
    for (const auto& [source, tree] : trees) {
      const Node* lists = tree->find("permissions");
      const Node* list = lists ? lists->find(action) : nullptr;
      for (std::size_t i = 0; list && i < list->items.size(); ++i)
        all.emplace(list->items[i].text, config::where(*source, list->items[i].place));
    }
    return all;
  }
};

class Comparison {
 public:
  Comparison(const Side& before, const Side& after, std::string prefix, std::vector<Change>& changes)
      : before_(before), after_(after), prefix_(std::move(prefix)), changes_(changes) {}

  void run() {
    word("preset", policy::kPresetWords);
    word("mode", policy::kModeWords);
    fallback();
    permissions();
    rules();
    grants();
    texts("trustAnnotations");
    texts("mayLoosen");
    asks();
  }

 private:
  using Kind = Change::Kind;
  void add(Kind kind, Direction direction, std::string what, std::vector<std::string> parts,
           std::string where) {
    changes_.push_back({kind, direction, prefix_ + std::move(what), std::move(parts), std::move(where)});
  }

  template <std::size_t N>
  void word(std::string_view key, const std::string_view (&words)[N]) {
    std::string where;
    const Node *a = before_.find(key, &where), *b = after_.find(key, &where);
    const std::string was = a ? a->text : "", is = b ? b->text : "";
    if (was == is) return;
    const auto rank = [&](const std::string& text) {
      return std::ranges::find(words, std::string_view(text)) - words;
    };
    const Kind kind = !a ? Kind::added : !b ? Kind::removed : Kind::changed;
    add(kind, a && b ? by_strictness(rank(was), rank(is)) : other, std::string(key),
        {(a ? was : "none") + " → " + (b ? is : "none")}, where);
  }

  void fallback() {
    std::string where;
    const Node *a = before_.find("default", &where), *b = after_.find("default", &where);
    if ((a ? config::compact(*a) : "") == (b ? config::compact(*b) : "")) return;
    if (!a || !b) return add(a ? Kind::removed : Kind::added, other, "default", {}, where);
    Direction direction = same;
    std::vector<std::string> parts;
    for (const std::string_view key : {"readOnly", "destructive", "other", "untrusted"}) {
      const auto of = [&](const Node& node) {
        return node.type == config::Type::string || !node.find(key) ? node.text : node.find(key)->text;
      };
      const std::string was = of(*a), is = of(*b);
      const auto rank = [](const std::string& text) {
        return std::ranges::find(policy::kActionWords, std::string_view(text)) -
               std::begin(policy::kActionWords);
      };
      if (was == is) continue;
      direction = both(direction, by_strictness(rank(was), rank(is)));
      parts.push_back(std::string(key) + " " + was + " → " + is);
    }
    if (!parts.empty()) add(Kind::changed, direction, "default", std::move(parts), where);
  }

  void permissions() {
    for (const std::string_view action : policy::kActionWords) {
      const auto was = before_.entries(action), is = after_.entries(action);
      const bool eases = action == "allow";
      for (const auto& [entry, where] : was) {
        if (!is.contains(entry))
          add(Kind::removed, eases ? narrower : wider,
              "permissions." + std::string(action) + " " + config::quoted(entry), {}, where);
      }
      for (const auto& [entry, where] : is) {
        if (!was.contains(entry))
          add(Kind::added, eases ? wider : narrower,
              "permissions." + std::string(action) + " " + config::quoted(entry), {}, where);
      }
    }
  }

  void rules() {
    const ById was = before_.listed("rules"), is = after_.listed("rules");
    const auto alone = [](const Node& rule) {
      const Purpose purpose = purpose_of(rule);
      return purpose == Purpose::restricts ? narrower : purpose == Purpose::eases ? wider : other;
    };
    for (const auto& [id, rule] : was) {
      const auto now = is.find(id);
      if (now == is.end()) {
        add(Kind::removed, flipped(alone(*rule.node)), "rule " + config::quoted(id), {}, rule.where);
        continue;
      }
      RuleChange change = compare_rules(*rule.node, before_.sets, *now->second.node, after_.sets);
      if (!change.parts.empty())
        add(Kind::changed, change.direction, "rule " + config::quoted(id), std::move(change.parts),
            now->second.where);
    }
    for (const auto& [id, rule] : is) {
      if (!was.contains(id))
        add(Kind::added, alone(*rule.node), "rule " + config::quoted(id), {}, rule.where);
    }
  }

  void grants() {
    const ById was = before_.listed("grants"), is = after_.listed("grants");
    for (const auto& [id, grant] : was) {
      const auto now = is.find(id);
      if (now == is.end()) {
        add(Kind::removed, narrower, "grant " + config::quoted(id), {}, grant.where);
      } else if (config::compact(*grant.node) != config::compact(*now->second.node)) {
        add(Kind::changed, other, "grant " + config::quoted(id), {}, now->second.where);
      }
    }
    for (const auto& [id, grant] : is) {
      if (!was.contains(id)) add(Kind::added, wider, "grant " + config::quoted(id), {}, grant.where);
    }
  }

  void texts(std::string_view key) {
    std::string where;
    const Node *a = before_.find(key, &where), *b = after_.find(key, &where);
    auto was = policy::strings_of(a), is = policy::strings_of(b);
    std::ranges::sort(was);
    std::ranges::sort(is);
    if (was == is) return;
    std::vector<std::string> parts;
    for (const std::string& text : was)
      if (!std::ranges::binary_search(is, text)) parts.push_back("without " + config::quoted(text));
    for (const std::string& text : is)
      if (!std::ranges::binary_search(was, text)) parts.push_back("with " + config::quoted(text));
    // Trust loosens some defaults and tightens others.
    add(Kind::changed, other, std::string(key), std::move(parts), where);
  }

  // "ask": "deny" of a profile.
  void asks() {
    std::string where;
    const Node *a = before_.find("ask", &where), *b = after_.find("ask", &where);
    const bool was = a && a->text == "deny", is = b && b->text == "deny";
    if (was != is)
      add(Kind::changed, is ? narrower : wider, "ask", {is ? "ask → deny" : "deny → ask"}, where);
  }

  const Side &before_, &after_;
  const std::string prefix_;
  std::vector<Change>& changes_;
};

// The whole, or of each layer one profile.
Side side_of(const std::vector<policy::Layer>& layers, const std::string& profile) {
  Side side;
  for (const policy::Layer& layer : layers) {
    const Node* profiles = layer.tree.find("profiles");
    const Node* tree = profile.empty() ? &layer.tree : profiles ? profiles->find(profile) : nullptr;
    if (tree) side.trees.emplace_back(layer.source, tree);
    const Node* sets = layer.tree.find("sets");
    for (std::size_t i = 0; sets && i < sets->members.size(); ++i)
      side.sets.emplace(sets->members[i].key, policy::strings_of(&sets->members[i].value));
  }
  return side;
}

std::set<std::string> profiles_of(const std::vector<policy::Layer>& layers) {
  std::set<std::string> names;
  for (const policy::Layer& layer : layers) {
    const Node* profiles = layer.tree.find("profiles");
    for (std::size_t i = 0; profiles && i < profiles->members.size(); ++i)
      names.insert(profiles->members[i].key);
  }
  return names;
}

// Every knob of every guard, by the value it has in the end.
void compare_knobs(const policy::Policy& before, const policy::Policy& after, std::vector<Change>& changes) {
  for (const policy::KnobTable& table : policy::knob_tables()) {
    const void *a = table.in_const(before.guards), *b = table.in_const(after.guards);
    for (const policy::Knob& knob : table.knobs) {
      const std::string was = knob.print(a, knob.shape), is = knob.print(b, knob.shape);
      if (was == is) continue;
      const bool looser = knob.is_looser(b, a, knob.tighter), tighter = knob.is_looser(a, b, knob.tighter);
      changes.push_back({Change::Kind::changed,
                         looser == tighter ? other
                         : looser          ? wider
                                           : narrower,
                         "guards." + std::string(table.guard) + "." + std::string(knob.key),
                         {was + " → " + is},
                         {}});
    }
  }
}

}  // namespace

std::vector<Change> compare_policies(const std::vector<policy::Layer>& before,
                                     const std::vector<policy::Layer>& after) {
  std::vector<Change> changes;
  const Side whole_before = side_of(before, ""), whole_after = side_of(after, "");
  Comparison(whole_before, whole_after, "", changes).run();
  config::Findings ignored;
  const auto policy_before = policy::read_policy(before, {}, ignored);
  const auto policy_after = policy::read_policy(after, {}, ignored);
  if (policy_before && policy_after) compare_knobs(policy_before->policy, policy_after->policy, changes);
  const std::set<std::string> was = profiles_of(before), is = profiles_of(after);
  std::set<std::string> all = was;
  all.insert(is.begin(), is.end());
  for (const std::string& profile : all) {
    if (was.contains(profile) && is.contains(profile)) {
      const Side a = side_of(before, profile), b = side_of(after, profile);
      Comparison(a, b, "profile " + config::quoted(profile) + ": ", changes).run();
    } else {
      changes.push_back({was.contains(profile) ? Change::Kind::removed : Change::Kind::added,
                         other,
                         "profile " + config::quoted(profile),
                         {},
                         {}});
    }
  }
  return changes;
}

}  // namespace callgate::policy_diff
