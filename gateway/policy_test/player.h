// Plays the cases of a suite against the real guards, on a clock that only the cases move.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "gateway/policy_test/suite.h"

namespace callgate::policy_test {

struct CaseReport {
  std::string name;
  config::Place place;  // of the step that failed, else of the case
  std::string failure;  // "step 3: expected deny, got allow"; empty if it passed
};

struct Report {
  std::vector<CaseReport> cases;
  std::set<std::string> rules, applied;  // ids: all there are, and those that applied at least once
  std::size_t failed() const;
  // Percent of the rules that applied; 100 if there are none.
  int coverage() const;
};

// The policy guard and the guards that see to the obligations of rules; with `whole_chain` all guards with
// the knobs of the policy. Hooks are taken to agree. Errors of the policy files go to `found`.
Report play(const Suite& suite, bool whole_chain, config::Findings& found);

}  // namespace callgate::policy_test
