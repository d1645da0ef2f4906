// The operators of one field that must all hold, looked at together: whether any value can meet them.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/policy_lint/model.h"

namespace callgate::policy_lint {

// Members whose keys are operators.
using Operators = std::vector<const config::Member*>;

struct Contradiction {
  config::Place place;
  std::string why;  // empty: there is none
};

// Two that exclude each other: different values, a lower bound above an upper one, types that no value has at
// once, "exists": false beside anything else. `model` knows the sets.
Contradiction contradiction_in(const Operators& operators, const Model& model);

}  // namespace callgate::policy_lint
