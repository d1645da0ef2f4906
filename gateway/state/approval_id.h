// How approvals are named for people: six characters, "K7Q2-9F", easy to read aloud and to type.
#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"

namespace callgate::state {

// A new random id, from an alphabet without the letters and digits that are taken for each other (0 O 1 I L U
// V).
std::string make_approval_id();

// What a person typed, as ids are stored: upper case, with the dash after the fourth character. May be the
// beginning of an id only. Error: invalid.
Result<std::string> read_approval_id(std::string_view typed);

}  // namespace callgate::state
