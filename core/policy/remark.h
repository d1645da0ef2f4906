// What the parts of a condition found, one by one, for people who ask why a rule did what it did.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/policy/condition.h"

namespace callgate::policy {

// One predicate, asked about one value.
struct Remark {
  std::string part;    // "when", "unless", "then.if": filled in by whoever asks
  std::string field;   // "args.path"
  std::string demand;  // `under "${workspace}"`; with "not" before it where that is what counts
  std::string where;   // of the predicate: "policy.jsonc:33:30"
  std::string value;   // as JSON, without secrets, at most kShownBytes; "absent"
  Truth truth = Truth::no;
};

inline constexpr std::size_t kShownBytes = 160;

// The same predicate; where a scene listens, it also says there what it found.
PredicatePtr remarking(PredicatePtr predicate, std::string demand, std::string where, bool opposite);

// `json`, a valid JSON text, as people may see it: without secrets and cut to kShownBytes; under a name that
// names a secret, blanked out.
std::string shown_json(std::string_view json, std::string_view name = {});

}  // namespace callgate::policy
