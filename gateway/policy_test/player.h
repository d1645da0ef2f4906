// Plays the cases of a suite against the real guards, on a clock that only the cases move.
#pragma once

#include <string>
#include <vector>

#include "core/policy/reader.h"
#include "gateway/policy_test/coverage.h"
#include "gateway/policy_test/stage.h"
#include "gateway/policy_test/suite.h"

namespace callgate::policy_test {

// One time that a step was played.
struct Turn {
  std::size_t step = 0;  // of its case
  Outcome outcome;
};

struct CaseReport {
  std::string name;
  config::Place place;      // of the step that failed first, else of the case
  std::string failure;      // "step 3: expected deny, got allow"; empty if it passed
  std::vector<Turn> turns;  // in order
};

struct Report {
  std::vector<CaseReport> cases;
  Covered rules, branches, profiles;  // rules by id, of all profiles
  std::size_t failed() const;
};

struct PlayOptions {
  bool whole_chain = false;  // all guards with the knobs of the policy, not only the policy and what its
                             // rules demand
  bool to_the_end = false;   // a case goes on after a step that failed
};

// Hooks are taken to agree. What is wrong with the policy files or the snapshot of tools goes to `found`;
// then nothing was played.
Report play(const Suite& suite, const PlayOptions& options, config::Findings& found);
// The same with these policies instead of those that the suite names.
Report play(const Suite& suite, const std::vector<policy::Layer>& layers, const PlayOptions& options,
            config::Findings& found);

}  // namespace callgate::policy_test
