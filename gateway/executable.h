// Where this program's own file lies.
#pragma once

#include <string>

#include "core/base/result.h"

namespace callgate {

// The absolute path of the running program. Linux: /proc/self/exe; macOS: _NSGetExecutablePath.
Result<std::string> own_executable();

}  // namespace callgate
