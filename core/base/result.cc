#include "core/base/result.h"

#include <cstdio>
#include <cstdlib>

namespace callgate {

void throw_exception_from_error(const Error& error, const boost::source_location& at) {
  std::fprintf(stderr, "callgate: value of a failed result taken in %s:%u: %s\n", at.file_name(),
               static_cast<unsigned>(at.line()), to_string(error).c_str());
  std::abort();
}

std::string to_string(const Error& error) {
  return error.where.empty() ? error.what : error.where + ": " + error.what;
}

}  // namespace callgate
