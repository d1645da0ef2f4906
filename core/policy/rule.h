// One rule of the policy: what it matches, what it decides, and what it demands.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/guard/effect.h"
#include "core/guard/mode.h"
#include "core/policy/action.h"
#include "core/policy/obligations.h"

namespace callgate::policy {

class Condition;  // condition.h
using ConditionPtr = std::shared_ptr<const Condition>;

// Which tools a rule is about: all that is named must fit. What is left out fits every tool.
struct Match {
  std::vector<std::string> tools;    // patterns of exposed names
  std::vector<std::string> servers;  // patterns of servers
  // Hints. One that is missing fits neither true nor false; a reassuring one (read-only, not destructive,
  // idempotent, closed) counts from trusted servers alone.
  std::optional<bool> read_only, destructive, idempotent, open_world;
  std::vector<guard::Effect> effects;

  bool names_hints() const { return read_only || destructive || idempotent || open_world; }
};

// "then" or "else": the first case whose test holds decides; a case without a test always does. {"if": A,
// "do": x, "else": y} is two of them. Empty: no decision.
struct Outcome {
  struct Case {
    ConditionPtr test;
    Ruling ruling;
  };
  std::vector<Case> cases;
};

// As read from its file; never changed afterwards.
struct Rule {
  std::string id;
  std::string where;  // "policy.jsonc:31:5"
  guard::Mode mode = guard::Mode::enforce;
  Match match;
  ConditionPtr when;       // null: always
  ConditionPtr unless;     // null: never
  Outcome then;            // where `when` holds, `unless` does not, and prior and active are met
  Outcome otherwise;       // "else": where prior or active is not met
  std::string reason;      // said to the model; may hold ${…} placeholders
  bool locked = false;     // no grant and no later file can take it back
  bool on_result = false;  // looks at the result: judged after the call

  // What kind of effect the calls have; irreversible sets destructive, `once`, and approve.assurance.
  std::optional<guard::Effect> effect;
  bool once = false;

  Obligations obligations;
};

}  // namespace callgate::policy
