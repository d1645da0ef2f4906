// What a policy may hold, as the table that reader, schema and editors share.
#pragma once

#include <span>
#include <string_view>

#include "core/config/shape.h"

namespace callgate::policy {

// The top level of a policy file, and of an object under "policy" in the configuration.
const config::Shape& policy_shape();

// The words of preset and mode, in the order of the enumerations they stand for.
std::span<const std::string_view> preset_words();
std::span<const std::string_view> mode_words();
std::span<const std::string_view> action_words();

}  // namespace callgate::policy
