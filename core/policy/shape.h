// What a policy may hold, as the table that reader, schema and editors share.
#pragma once

#include "core/config/shape.h"

namespace callgate::policy {

// The top level of a policy file, and of an object under "policy" in the configuration.
const config::Shape& policy_shape();

}  // namespace callgate::policy
