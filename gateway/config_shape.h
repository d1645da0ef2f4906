// What the configuration file may hold.
#pragma once

#include "core/config/shape.h"

namespace callgate {

// The top level of callgate.jsonc, the policy included: for editors.
const config::Shape& config_shape();

// The same for checking, where an object under "policy" is left to the policy's own reader.
const config::Shape& config_shape_without_policy();

}  // namespace callgate
