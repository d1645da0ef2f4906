// The rule language of the tables: which line fits a call, and what it says.
#pragma once

#include <string_view>

#include "core/analysis/shell/invocation.h"
#include "core/analysis/shell/shell.h"

namespace callgate::analysis::shell {

struct Outcome {
  enum class Kind : unsigned char { unknown, judged, inner, script, value, special };
  Kind kind = Kind::unknown;  // unknown: no rule fits
  ShellClass is = ShellClass::exec;
  std::string_view reason;  // "removes files"; empty: the class says it
  bool secret = false, sweeping = false;
  std::string_view option;  // of value: whose
  std::size_t behind = 0;   // of inner and script: the positionals in front of it
  std::size_t words = 0;    // the positionals the rule named: "stash drop" are two
};

// The first rule of the program's row that fits.
Outcome apply_rules(const Invocation& call);

}  // namespace callgate::analysis::shell
