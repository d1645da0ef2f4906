// Which parts of a policy the cases of a suite have made use of.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "core/guard/call.h"
#include "core/policy/policy.h"
#include "core/policy/world.h"

namespace callgate::policy_test {

// Parts of one kind: all there are, and those that were used at least once.
struct Covered {
  std::set<std::string> all, used;
  // 100 if there are none.
  int percent() const;
  std::vector<std::string> missed() const;
};

// The places where a rule can go one way or another: "payments: unless" (its exception held), "payments:
// else" (require or active was not met), and where there is a choice "payments: then.do", "payments:
// then.else" ….
std::vector<std::string> branches_of(const policy::Rule& rule);

// Adds to `used` the branches that a call has taken, once it is judged; with a `result` those of the rules
// that look at results, without one those of the others.
void note_branches(const policy::Policy& policy, guard::Call& call, const guard::ToolFacts& facts,
                   const policy::World& world, const json::Outline* result, std::set<std::string>& used);

// All text of a result: what "result.text" stands for.
std::string text_of_result(const json::Outline& result);

}  // namespace callgate::policy_test
