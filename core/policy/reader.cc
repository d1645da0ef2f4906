#include "core/policy/reader.h"

#include <algorithm>
#include <span>

#include "core/base/digest.h"
#include "core/mcp/names.h"
#include "core/policy/merge.h"
#include "core/policy/node_values.h"
#include "core/policy/pattern.h"
#include "core/policy/rule_reader.h"
#include "core/policy/shape.h"
#include "core/policy/words.h"

namespace callgate::policy {
namespace {

using config::Node;
using config::Type;

// Reads layers into a Merge. Shapes are checked before: what does not fit is passed over here, for it is
// reported.
class LayerReader {
 public:
  LayerReader(const Layer& layer, const Choice& choice, Merge& merge, config::Findings& found)
      : layer_(layer), choice_(choice), merge_(merge), found_(found) {}

  void read() {
    const Node& tree = layer_.tree;
    sets(tree);
    common(tree, "");
    if (const Node* trusted = tree.find("trustAnnotations"))
      merge_.trust(strings_of(trusted), spot(*trusted));
    for (const std::string& rule : strings_of(tree.find("mayLoosen"))) merge_.may_loosen(rule);
    grants(tree);
    const Node* profiles = tree.find("profiles");
    if (!profiles) return;
    for (const config::Member& member : profiles->members) {
      const std::string path = "profiles." + member.key + ".";
      if (member.key != choice_.profile) {
        permissions(member.value, path, nullptr);
        rules(member.value, false);
        continue;
      }
      common(member.value, path);
      const Node* ask = member.value.find("ask");
      if (ask && ask->text == "deny") merge_.deny_asks();
    }
  }

 private:
  Spot spot(const Node& node) const { return {layer_.source, node.place}; }
  void error(const Node& node, std::string what, std::string label) {
    found_.errors.push_back({std::move(what), layer_.source, node.place, std::move(label), {}});
  }

  // What the top level and a profile both may say.
  void common(const Node& tree, const std::string& path) {
    if (const auto preset = enum_of<Preset>(tree.find("preset"), kPresetWords)) {
      merge_.set_preset(*preset, spot(*tree.find("preset")));
    }
    if (const auto mode = mode_of(tree)) merge_.set_mode(*mode, spot(*tree.find("mode")));
    // The default first: whether a list of a later file loosens depends on it.
    if (const Node* fallback = tree.find("default")) read_default(*fallback);
    permissions(tree, path, &merge_);
    if (const Node* node = tree.find("guards")) guards(*node);
    rules(tree, true);
  }

  void sets(const Node& tree) {
    const Node* sets = tree.find("sets");
    if (!sets) return;
    for (const config::Member& member : sets->members)
      merge_.add_set(member.key, strings_of(&member.value), spot(member.value));
  }

  void rules(const Node& tree, bool take) {
    const Node* list = tree.find("rules");
    if (!list) return;
    const Operands operands{layer_.source, merge_.sets(), found_.errors, choice_.remarks};
    for (const Node& node : list->items) {
      if (auto rule = read_rule(node, operands)) merge_.add_rule(std::move(*rule), spot(node), take);
    }
  }

  void grants(const Node& tree) {
    const Node* list = tree.find("grants");
    if (!list) return;
    const Operands operands{layer_.source, merge_.sets(), found_.errors, choice_.remarks};
    for (const Node& node : list->items) {
      if (auto grant = read_grant(node, operands)) merge_.add_grant(std::move(*grant));
    }
  }

  // With no Merge the patterns are only checked.
  void permissions(const Node& tree, const std::string& path, Merge* merge) {
    const Node* lists = tree.find("permissions");
    if (!lists) return;
    for (const std::string_view list : kActionWords) {
      const Node* entries = lists->find(list);
      if (!entries) continue;
      for (std::size_t i = 0; i < entries->items.size(); ++i) {
        const Node& entry = entries->items[i];
        if (entry.type != Type::string || entry.text.empty()) continue;
        const std::string rule = path + "permissions." + std::string(list) + "[" + std::to_string(i) + "]";
        auto permission = parse_permission(entry.text);
        if (!permission) {
          error(entry, rule + " is no pattern of a tool", permission.error().what);
          continue;
        }
        permission->rule = rule;
        permission->where = config::where(*layer_.source, entry.place);
        if (!merge) continue;
        if (list == "allow")
          merge->allow(std::move(*permission), spot(entry));
        else if (list == "ask")
          merge->ask(std::move(*permission));
        else
          merge->deny(std::move(*permission));
      }
    }
  }

  void read_default(const Node& node) {
    if (const auto all = enum_of<Action>(&node, kActionWords)) {
      return merge_.set_default(Default{*all, *all, *all, *all}, spot(node));
    }
    if (node.type != Type::object) return;
    Default fallback;
    const std::pair<std::string_view, Action*> members[] = {{"readOnly", &fallback.read_only},
                                                            {"destructive", &fallback.destructive},
                                                            {"other", &fallback.other},
                                                            {"untrusted", &fallback.untrusted}};
    bool whole = true;
    for (const auto& [key, action] : members) {
      const auto said = enum_of<Action>(node.find(key), kActionWords);
      if (said) *action = *said;
      whole = whole && said.has_value();
    }
    if (whole) merge_.set_default(fallback, spot(node));
  }

  void guards(const Node& guards) {
    for (const KnobTable& table : knob_tables()) {
      const Node* object = guards.find(table.guard);
      if (!object || object->type != Type::object) continue;
      for (const Knob& knob : table.knobs) {
        const Node* node = find(*object, knob.key);
        if (!node || !fits(*node, knob.shape)) continue;
        merge_.set_knob(table, knob, *node, spot(*node));
      }
    }
    warn_of_idle_cache(guards);
  }

  static const Node* find(const Node& object, std::string_view key) {
    const std::size_t dot = key.find('.');
    const Node* node = object.find(key.substr(0, dot));
    return node && dot != key.npos ? node->find(key.substr(dot + 1)) : node;
  }

  // Whatever does not fit has been reported by config::check.
  bool fits(const Node& node, const config::Shape& shape) const {
    config::Findings trial;
    config::check(node, shape, layer_.source, "", "", trial);
    return trial.errors.empty();
  }

  void warn_of_idle_cache(const Node& guards) {
    const Node* cache = guards.find("cache");
    if (!cache || cache->type != Type::object || cache->find("mode")) return;
    found_.warnings.push_back({"guards.cache has no \"mode\" and turns nothing on",
                               layer_.source,
                               cache->place,
                               {},
                               "write \"mode\": \"enforce\" to use it"});
  }

  static std::optional<guard::Mode> mode_of(const Node& node) {
    return enum_of<guard::Mode>(node.find("mode"), kModeWords);
  }

  const Layer& layer_;
  const Choice& choice_;
  Merge& merge_;
  config::Findings& found_;
};

// A profile that no file knows is a slip of the pen, and what it was to tighten would be lost. Where no file
// has profiles at all, the name only says who is calling.
void check_profile(const std::vector<Layer>& layers, const std::string& name, config::Findings& found) {
  std::vector<std::string_view> known;
  const Layer* first = nullptr;
  for (const Layer& layer : layers) {
    const Node* profiles = layer.tree.find("profiles");
    if (!profiles) continue;
    if (!first) first = &layer;
    for (const config::Member& member : profiles->members) known.push_back(member.key);
  }
  if (name.empty() || !first || std::ranges::find(known, name) != known.end()) return;
  const std::string_view meant = mcp::nearest(name, known);
  found.errors.push_back({"there is no profile " + config::quoted(name), first->source,
                          first->tree.find("profiles")->place,
                          meant.empty() ? "" : "did you mean " + config::quoted(meant) + "?",
                          "add " + config::quoted(name) + ": {} if it is to change nothing"});
}

// Comments, spaces and the names of files do not count; everything that is read does.
std::string what_was_read(const std::vector<Layer>& layers, const Choice& choice, const Policy& policy) {
  std::string text = "callgate policy 1\n";
  text += std::string(kPresetWords[static_cast<std::size_t>(policy.preset)]) + "\n";
  text += std::string(kModeWords[static_cast<std::size_t>(policy.mode)]) + "\n";
  text += config::quoted(choice.profile) + "\n";
  for (const Layer& layer : layers) text += config::compact(layer.tree) + "\n";
  return text;
}

}  // namespace

std::optional<Reading> read_policy(const std::vector<Layer>& layers, const Choice& choice,
                                   config::Findings& found) {
  const std::size_t before = found.errors.size();
  for (const Layer& layer : layers) {
    config::check(layer.tree, policy_shape(), layer.source, "the policy", "", found);
  }
  check_profile(layers, choice.profile, found);
  Merge merge(found.errors);
  for (const Layer& layer : layers) {
    LayerReader(layer, choice, merge, found).read();
    merge.begin_later_file();
  }
  if (found.errors.size() > before) return std::nullopt;
  Reading reading = std::move(merge).finish(choice);
  const std::string text = what_was_read(layers, choice, reading.policy);
  reading.policy.revision = sha256_hex(text);
  reading.policy.names_workspace =
      text.find("${workspace}") != text.npos || text.find("${roots}") != text.npos;
  return reading;
}

}  // namespace callgate::policy
