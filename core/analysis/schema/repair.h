// Lossless repair: what a caller meant, where the value does not fit and only one reading of it does.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/analysis/schema/program.h"
#include "core/analysis/schema/report.h"
#include "core/analysis/schema/schema.h"

namespace callgate::analysis::schema {

struct Repair {
  std::string text;                  // fits; what was not changed stands as it was, byte for byte
  std::vector<std::string> changes;  // one sentence each
};

// `report` holds what is wrong with `value`. Nothing if any part of it has no safe reading. Safe are, where
// the schema takes no value of the type that came:
//   - a string that is spelled like a number (at most 15 digits, no exponent), `true`, `false`, or that holds
//   a
//     whole JSON object or array, where that is wanted;
//   - a number without exponent, where a string is wanted;
//   - null for a member that is not required: it is left out;
//   - a string that differs from exactly one string of an `enum` by the case of ASCII letters alone.
std::optional<Repair> repair(const Program& program, const SchemaRules& rules, std::string_view value,
                             const Report& report);

}  // namespace callgate::analysis::schema
