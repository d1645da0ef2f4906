// What stands where a secret stood.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/analysis/secrets/secrets.h"
#include "core/policy/knobs/secrets.h"

namespace callgate::guard {

// A secret in a JSON text, and the pattern for its blank: "" for the guard's own, else a rule's "with".
struct Marked {
  analysis::Secret secret;
  std::string_view with;
};

// The JSON text with blanks in the place of what is marked (in the order of the text, without overlaps,
// within string literals). "{kind}" in a pattern is the secret's kind; whatever a pattern holds, the text
// stays valid.
std::string blanked(std::string_view json, const std::vector<Marked>& marked, policy::SecretStyle style);

// "github-token", "github-token, private-key and 3 more": the kinds, each once.
std::string kinds_of(const std::vector<Marked>& marked);

}  // namespace callgate::guard
