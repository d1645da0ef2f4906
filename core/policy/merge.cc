#include "core/policy/merge.h"

#include <algorithm>
#include <set>

#include "core/policy/rule_reader.h"

namespace callgate::policy {
namespace {

// Without a default, destructive calls are held, and of untrusted tools those whose name says so: whatever
// replaces that must ask there at least.
constexpr Default kUnsaid{Action::allow, Action::ask, Action::allow, Action::ask};
constexpr Default kOpen{Action::allow, Action::allow, Action::allow, Action::allow};

bool is_looser(const Default& now, const Default& before) {
  return now.read_only < before.read_only || now.destructive < before.destructive ||
         now.other < before.other || now.untrusted < before.untrusted;
}

bool same_pattern(const Permission& a, const Permission& b) {
  return a.pattern == b.pattern && a.argument == b.argument && a.argument_pattern == b.argument_pattern;
}

// Where nobody can answer, asking is refusing.
void deny_asks_of(Policy& policy) {
  policy.ask_denies = true;
  policy.deny.insert(policy.deny.end(), policy.ask.begin(), policy.ask.end());
  policy.ask.clear();
  if (!policy.fallback) return;
  Default& fallback = *policy.fallback;
  for (Action* action : {&fallback.read_only, &fallback.destructive, &fallback.other, &fallback.untrusted}) {
    if (*action == Action::ask) *action = Action::deny;
  }
}

}  // namespace

template <class T>
void Merge::take(std::optional<Said<T>>& slot, T value, bool looser, std::string_view what,
                 const Spot& spot) {
  if (later_ && looser) {
    errors_.push_back({std::string(what) + " is looser here than before", spot.source, spot.place,
                       slot ? "an earlier file says more at " + slot->where : "the preset says more",
                       "a later file may only tighten; change the earlier one"});
    return;
  }
  slot = Said<T>{std::move(value), config::where(*spot.source, spot.place)};
}

void Merge::begin_later_file() {
  later_ = true;
  loosenable_.merge(may_loosen_);
  rule_places_.clear();
}

void Merge::set_preset(Preset preset, const Spot& spot) {
  take(preset_, preset, preset < base().preset, "the preset", spot);
}

void Merge::set_mode(guard::Mode mode, const Spot& spot) {
  take(mode_, mode, mode < (mode_ ? mode_->value : base().mode), "the mode", spot);
}

void Merge::set_knob(const KnobTable& table, const Knob& knob, const config::Node& node, const Spot& spot) {
  GuardKnobs said;
  knob.read(table.in(said), node, knob.shape);
  const auto before = written_.find(&knob);
  const GuardKnobs preset = base().guards;
  const GuardKnobs& known = before == written_.end() ? preset : knobs_;
  if (later_ && knob.is_looser(table.in(said), table.in_const(known), knob.tighter)) {
    const std::string name = "guards." + std::string(table.guard) + "." + std::string(knob.key);
    errors_.push_back(
        {name + " is looser here than before", spot.source, spot.place,
         before == written_.end() ? "the preset says more" : "an earlier file says more at " + before->second,
         "a later file may only tighten; change the earlier one"});
    return;
  }
  knob.copy(table.in(knobs_), table.in(said));
  written_[&knob] = config::where(*spot.source, spot.place);
}

void Merge::set_default(const Default& fallback, const Spot& spot) {
  const Default before = fallback_ ? fallback_->value : base().fallback.value_or(kUnsaid);
  take(fallback_, fallback, is_looser(fallback, before), "the default", spot);
}

void Merge::trust(std::vector<std::string> servers, const Spot& spot) {
  // More trust loosens some defaults and less trust others, so a later file may not touch it.
  const auto names = [](const std::vector<std::string>& list) { return std::set(list.begin(), list.end()); };
  if (later_ && (!trusted_ || names(servers) != names(trusted_->value))) {
    errors_.push_back({"trustAnnotations differs from that of an earlier file", spot.source, spot.place,
                       trusted_ ? "an earlier file has it at " + trusted_->where : "no earlier file has it",
                       "only the first file says whose hints are believed"});
    return;
  }
  take(trusted_, std::move(servers), false, "trustAnnotations", spot);
}

void Merge::allow(Permission permission, const Spot& spot) {
  const bool known =
      std::ranges::any_of(allow_, [&](const Permission& p) { return same_pattern(p, permission); });
  const bool open = fallback_ && !is_looser(kOpen, fallback_->value);
  if (later_ && !known && !open) {
    errors_.push_back({permission.rule + " allows what no earlier file allows",
                       spot.source,
                       spot.place,
                       {},
                       "a later file may only tighten; allow it in the first one"});
    return;
  }
  allow_.push_back(std::move(permission));
}

void Merge::add_set(const std::string& name, std::vector<std::string> texts, const Spot& spot) {
  const auto [known, added] = sets_.emplace(name, texts);
  if (added) {
    set_places_[name] = config::where(*spot.source, spot.place);
  } else if (known->second != texts) {
    errors_.push_back({"the set " + config::quoted(name) + " differs from that of an earlier file",
                       spot.source, spot.place, "an earlier file has it at " + set_places_[name],
                       "give it another name: rules of the earlier file use it"});
  }
}

void Merge::add_rule(Rule rule, const Spot& spot, bool take) {
  const auto [place, is_new] = rule_places_.emplace(rule.id, rule.where);
  const std::string name = "rule " + config::quoted(rule.id);
  if (!is_new) {
    errors_.push_back({name + " is there twice", spot.source, spot.place,
                       "the first one is at " + place->second, "every rule needs an id of its own"});
    return;
  }
  const auto earlier = std::ranges::find(rules_, rule.id, &Rule::id);
  const bool allowed = loosenable_.contains(rule.id);
  const std::string why = loosens(rule);
  if (earlier != rules_.end() && (earlier->locked || !allowed)) {
    errors_.push_back(
        {name + " is in an earlier file already", spot.source, spot.place, "it is at " + earlier->where,
         earlier->locked ? "it is locked: give this one another id"
                         : "give this one another id, or name it under \"mayLoosen\" of the earlier file"});
    return;
  }
  const bool open = fallback_ && !is_looser(kOpen, fallback_->value);
  if (later_ && !allowed && !why.empty() && !(open && why == "it allows")) {
    errors_.push_back(
        {name + " loosens what earlier files say", spot.source, spot.place, why,
         "a later file may only tighten; name the rule under \"mayLoosen\" of the earlier one"});
    return;
  }
  if (!take) return;
  if (earlier != rules_.end()) {
    *earlier = std::move(rule);
  } else {
    rules_.push_back(std::move(rule));
  }
}

Reading Merge::finish(const Choice& choice) && {
  if (choice.preset) preset_ = Said<Preset>{*choice.preset, {}};
  Reading reading{base(), trusted_.has_value()};
  Policy& policy = reading.policy;
  if (mode_ && !choice.preset) policy.mode = mode_->value;
  if (choice.observe) policy.mode = guard::Mode::observe;
  policy.allow = std::move(allow_);
  policy.ask = std::move(ask_);
  policy.deny = std::move(deny_);
  policy.rules = std::move(rules_);
  policy.grants = std::move(grants_);
  if (trusted_) policy.trust_annotations = std::move(trusted_->value);
  if (fallback_) policy.fallback = fallback_->value;
  for (const KnobTable& table : knob_tables()) {
    for (const Knob& knob : table.knobs) {
      if (written_.contains(&knob)) knob.copy(table.in(policy.guards), table.in(knobs_));
    }
  }
  if (ask_denies_) deny_asks_of(policy);
  return reading;
}

}  // namespace callgate::policy
