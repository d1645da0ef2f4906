#include "core/base/result.h"

namespace callgate {

std::string to_string(const Error& error) {
  return error.where.empty() ? error.what : error.where + ": " + error.what;
}

}  // namespace callgate
