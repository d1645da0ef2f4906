// What a rule may hold, as a table.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/config/shape.h"

namespace callgate::policy {

const config::Shape& rule_shape();
// "grants": asks that a person has answered for good.
const config::Shape& grant_shape();

// "09:30" as minutes since midnight; "24:00" is the end of the day.
std::optional<std::int32_t> parse_time_of_day(std::string_view text);

}  // namespace callgate::policy
