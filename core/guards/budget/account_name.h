// Which account a call belongs to.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/guard/call.h"
#include "core/policy/obligations.h"

namespace callgate::guard {

// `name` and the values of `by`. One gateway has one principal and one session, so those part nothing; what
// the arguments do not hold is an account of its own.
std::string account_name(Call& call, std::string_view name, const std::vector<policy::Apart>& by);

}  // namespace callgate::guard
