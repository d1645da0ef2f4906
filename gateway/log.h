// The log of a gateway: stderr, and a file if one is named. Never stdout, which belongs to the protocol.
#pragma once

#include <memory>
#include <string>

#include "core/base/log.h"
#include "core/base/result.h"

namespace callgate {

// `level`: debug | info | warn | error | off. `file` may be empty. Errors: invalid (an unknown level), io.
Result<std::unique_ptr<Log>> open_log(const std::string& level, const std::string& file);

}  // namespace callgate
