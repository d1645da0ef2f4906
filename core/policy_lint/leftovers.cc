// What has been forgotten: sets that nothing uses, grants of long ago, rules that only watch.
#include <algorithm>
#include <set>

#include "core/config/units.h"
#include "core/policy_lint/model.h"

namespace callgate::policy_lint {
namespace {

using config::Member;
using config::Node;

constexpr std::chrono::days kOld{30};

void used_sets(const Node& node, std::set<std::string, std::less<>>& used) {
  if (node.type == config::Type::string && node.text.starts_with('@')) used.insert(node.text.substr(1));
  for (const Node& item : node.items) used_sets(item, used);
  for (const Member& member : node.members) used_sets(member.value, used);
}

void sets(const Model& model, Reporter& report) {
  std::set<std::string, std::less<>> used;
  for (const policy::Layer& layer : model.subject().layers) {
    for (const std::string_view key : {"rules", "grants", "profiles"}) {
      if (const Node* node = layer.tree.find(key)) used_sets(*node, used);
    }
  }
  for (const policy::Layer& layer : model.subject().layers) {
    const Node* sets = layer.tree.find("sets");
    for (std::size_t i = 0; sets && i < sets->members.size(); ++i) {
      const Member& set = sets->members[i];
      if (used.contains(set.key)) continue;
      report.add(kUnusedSet, layer.source, set.place, "nothing uses the set " + config::quoted(set.key),
                 "rules would say " + config::quoted("@" + set.key));
    }
  }
}

void grants(const Model& model, const policy::Layer& layer, Reporter& report) {
  const Node* list = layer.tree.find("grants");
  for (std::size_t i = 0; list && i < list->items.size(); ++i) {
    const Node& grant = list->items[i];
    const Node *id = grant.find("id"), *origin = grant.find("origin"), *expires = grant.find("expires");
    if (!id || !expires) continue;
    const auto until = parse_rfc3339(expires->text);
    const Node* at = origin ? origin->find("at") : nullptr;
    const auto since = at ? parse_rfc3339(at->text) : std::nullopt;
    const std::string name = "the grant " + config::quoted(id->text);
    if (until && *until <= model.subject().today) {
      report.add(kExpiredGrant, layer.source, expires->place, name + " is over", "remove it");
    } else if (since && model.subject().today - *since > kOld) {
      const auto days = std::chrono::duration_cast<std::chrono::days>(model.subject().today - *since);
      report.add(kOldGrant, layer.source, grant.place,
                 name + " was given " + std::to_string(days.count()) + " days ago", "",
                 "`callgate grants revoke` takes it back; what is meant for good is a rule");
    }
  }
}

void modes(const policy::Layer& layer, Reporter& report) {
  const auto mode = [&](const Node& node, const std::string& name) {
    const Node* said = node.find("mode");
    if (!said || (said->text != "observe" && said->text != "off")) return;
    report.add(kSwitchedOff, layer.source, said->place,
               name + (said->text == "off" ? " is switched off" : " only watches: it decides nothing"));
  };
  const auto all = [&](const Node& tree, const std::string& prefix) {
    const Node* rules = tree.find("rules");
    for (std::size_t i = 0; rules && i < rules->items.size(); ++i) {
      const Node* id = rules->items[i].find("id");
      mode(rules->items[i], prefix + "rule " + config::quoted(id ? id->text : ""));
    }
    const Node* guards = tree.find("guards");
    for (std::size_t i = 0; guards && i < guards->members.size(); ++i) {
      // A cache is off unless somebody wants it.
      if (guards->members[i].key != "cache")
        mode(guards->members[i].value, prefix + "the guard " + config::quoted(guards->members[i].key));
    }
  };
  const Node* preset = layer.tree.find("preset");
  if (!preset || preset->text != "observe") mode(layer.tree, "everything");
  all(layer.tree, "");
  const Node* profiles = layer.tree.find("profiles");
  for (std::size_t i = 0; profiles && i < profiles->members.size(); ++i)
    all(profiles->members[i].value, "in the profile " + config::quoted(profiles->members[i].key) + " ");
}

}  // namespace

void check_leftovers(const Model& model, Findings& findings) {
  Reporter report(findings);
  sets(model, report);
  for (const policy::Layer& layer : model.subject().layers) {
    grants(model, layer, report);
    modes(layer, report);
  }
}

}  // namespace callgate::policy_lint
