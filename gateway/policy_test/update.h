// `policy test --update`: what cases expect is made what they get, in the text of their file.
#pragma once

#include <string>
#include <vector>

#include "gateway/policy_test/player.h"

namespace callgate::policy_test {

// One step, by its case.
struct Remark {
  std::string name;
  config::Place place;  // of its expectation
  std::string text;     // "decision deny → ask, rule a → b"; of what was left, why
};

struct Update {
  std::string text;             // the whole file; comments and everything else are as they were
  std::vector<Remark> changed;  // in the order of the file
  std::vector<Remark> left;     // steps that failed and have to be looked at: results, and repetitions that
                                // come out differently
};

// `report` must be of this suite, played to the end.
Update update_expectations(const Suite& suite, const Report& report);

}  // namespace callgate::policy_test
