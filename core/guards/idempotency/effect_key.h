// What names an effect.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/guard/call.h"
#include "core/policy/obligations.h"

namespace callgate::guard {

struct EffectKey {
  std::string key, content, near;  // as in OnceEffect
  bool named = false;  // by a key of the caller's or by certain arguments; otherwise by all of them
};

// Where a key may come from, in this order: the request's own, the first field of a rule's `keys` that the
// call has, the arguments `names` (all that are there, if any is), all arguments. `scope` keeps accounts
// apart.
struct KeySource {
  const policy::IdempotencyRule* rule = nullptr;
  const std::vector<std::string>* names = nullptr;
  std::string scope;
};

// Refused if the arguments have no one spelling or the key is empty or longer than 255 bytes.
Result<EffectKey> effect_key(Call& call, const KeySource& source);

}  // namespace callgate::guard
