// What "require": {"prior": …} remembers: when a call that a rule asks for last happened.
#pragma once

#include <cstddef>
#include <list>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/base/clock.h"
#include "core/policy/rule.h"
#include "core/policy/scene.h"

namespace callgate::guard {

// The latest time per key; a key is the rule and the values that must be equal. Bounded: when full, the key
// that was noted longest ago is forgotten, and the call that needs it is refused. Outlives a reload.
class PriorCalls {
 public:
  void note(const std::string& key, Instant at, std::size_t max);
  // Whether `key` was noted, and not longer than `within` ago.
  bool known(const std::string& key, std::optional<Millis> within, Instant now) const;
  std::size_t size() const { return times_.size(); }

 private:
  struct Noted {
    std::string key;
    Instant at;
  };
  std::list<Noted> order_;  // oldest first
  std::unordered_map<std::string, std::list<Noted>::iterator> times_;
};

// The key of one call under one rule. Nothing if a field that must be equal cannot be read; the scene knows
// why.
std::optional<std::string> prior_key(const policy::Rule& rule, policy::Scene& scene);

}  // namespace callgate::guard
