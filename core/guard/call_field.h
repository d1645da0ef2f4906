// Values of a call's arguments by the ways that rules write.
#pragma once

#include <string>
#include <vector>

#include "core/guard/call.h"
#include "core/policy/field_path.h"

namespace callgate::guard {

// All values that `path` ("args.items[*].amount") leads to; none if there are none or it begins elsewhere
// than at the arguments. Valid as long as the call's outline.
std::vector<const json::Entry*> entries_at(Call& call, const policy::FieldPath& path);

}  // namespace callgate::guard
