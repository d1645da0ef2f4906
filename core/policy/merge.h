// Several policy files become one: what each said, and the rule between them, that a later file may only
// tighten.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/config/report.h"
#include "core/policy/operators.h"
#include "core/policy/reader.h"

namespace callgate::policy {

// A place in a file, to report at.
struct Spot {
  const config::SourcePtr& source;
  const config::Place& place;
};

// Takes what files say, in their order, and checks it against what was said before. A thing that would loosen
// is reported with both places, and not taken over.
class Merge {
 public:
  explicit Merge(config::Problems& errors) : errors_(errors) {}

  // From now on a file is speaking that came after another one.
  void begin_later_file();

  void set_preset(Preset preset, const Spot& spot);
  void set_mode(guard::Mode mode, const Spot& spot);
  void set_knob(const KnobTable& table, const Knob& knob, const config::Node& node, const Spot& spot);
  void set_default(const Default& fallback, const Spot& spot);
  void trust(std::vector<std::string> servers, const Spot& spot);
  void allow(Permission permission, const Spot& spot);
  void ask(Permission permission) { ask_.push_back(std::move(permission)); }
  void deny(Permission permission) { deny_.push_back(std::move(permission)); }
  void deny_asks() { ask_denies_ = true; }
  void add_set(const std::string& name, std::vector<std::string> texts, const Spot& spot);
  const Sets& sets() const { return sets_; }
  void may_loosen(const std::string& rule) { may_loosen_.insert(rule); }
  // Without `take` the rule is only checked: it belongs to a profile that was not chosen.
  void add_rule(Rule rule, const Spot& spot, bool take);
  void add_grant(Grant grant) { grants_.push_back(std::move(grant)); }

  // The policy that all said together, completed by the preset; `choice` has the last word.
  Reading finish(const Choice& choice) &&;

 private:
  template <class T>
  struct Said {
    T value;
    std::string where;
  };
  template <class T>
  void take(std::optional<Said<T>>& slot, T value, bool looser, std::string_view what, const Spot& spot);
  Policy base() const { return preset_policy(preset_ ? preset_->value : Preset::balanced); }

  config::Problems& errors_;
  bool later_ = false;
  std::optional<Said<Preset>> preset_;
  std::optional<Said<guard::Mode>> mode_;
  std::optional<Said<std::vector<std::string>>> trusted_;
  GuardKnobs knobs_;                            // what files wrote; only what `written_` names counts
  std::map<const Knob*, std::string> written_;  // where
  std::optional<Said<Default>> fallback_;
  std::vector<Permission> allow_, ask_, deny_;
  Sets sets_;
  std::map<std::string, std::string, std::less<>> set_places_;
  std::vector<Rule> rules_;
  std::map<std::string, std::string, std::less<>> rule_places_;  // of this file, also of other profiles
  std::set<std::string, std::less<>> may_loosen_, loosenable_;   // said by this file; by those before
  std::vector<Grant> grants_;
  bool ask_denies_ = false;
};

}  // namespace callgate::policy
