// The words in which the guard `policy` refuses and asks.
#pragma once

#include <string>
#include <string_view>

#include "core/guard/call.h"
#include "core/guards/policy/permission.h"
#include "core/policy/rule.h"
#include "core/policy/scene.h"

namespace callgate::guard {

// "permissions.deny[1], policy.jsonc:8:14"; without a place the rule alone.
std::string place_of(std::string_view rule, std::string_view where);

// By an entry of the lists.
Finding refusal(const Call& call, const PermissionRule& rule);
Finding unreadable(const Call& call, const PermissionRule& rule, const Error& error);
// By something that is not said in a list or a rule: the default, a knob.
Finding refusal(const Call& call, std::string_view rule, std::string reason);
// The one and the other wants to be asked.
Finding question(const Call& call, std::string_view rule, std::string_view where);

// How long messages may be.
struct MessageBounds {
  std::size_t message = 500, placeholder = 200;
};
// By a rule: its reason, with the placeholders filled in, or a sentence of ours.
Finding of_rule(const policy::Rule& rule, std::string_view code, policy::Scene& scene, MessageBounds bounds);
// A rule that could not be judged; the scene knows why.
Finding unjudged(const policy::Rule& rule, policy::Scene& scene, MessageBounds bounds);

}  // namespace callgate::guard
