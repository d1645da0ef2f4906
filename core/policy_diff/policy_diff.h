// `callgate policy diff`: what one policy says otherwise than another, and which way that moves it.
#pragma once

#include <string>
#include <vector>

#include "core/policy/reader.h"
#include "core/policy_diff/direction.h"

namespace callgate::policy_diff {

struct Change {
  enum class Kind : std::uint8_t { added, removed, changed };
  Kind kind;
  Direction direction;
  std::string what;                // "rule "payments"", "permissions.deny "x__*"", "guards.loops.mode"
  std::vector<std::string> parts;  // of what changed: "when (wider)", "ask → deny"
  std::string where;               // in the later policy, or for what was removed in the earlier one
};
constexpr std::string_view to_string(Change::Kind kind) {
  constexpr std::string_view kWords[] = {"added", "removed", "changed"};
  return kWords[static_cast<std::size_t>(kind)];
}

// Layers that read_policy takes, without a profile; the parts of profiles are compared beside. Comments,
// order and spelling do not count. What the ways together mean is for the calls of a corpus to say: a
// narrower rule beside a wider one may leave a call as it was.
std::vector<Change> compare_policies(const std::vector<policy::Layer>& before,
                                     const std::vector<policy::Layer>& after);

}  // namespace callgate::policy_diff
