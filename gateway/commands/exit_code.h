// What the commands of the program exit with.
#pragma once

#include "core/base/result.h"

namespace callgate::commands {

enum Exit : int {
  kOk = 0,           // done, or allowed
  kNegative = 1,     // denied, not found, already decided, an invalid file
  kUsage = 2,        // the command line makes no sense
  kHeld = 3,         // a person has to decide
  kUnreachable = 4,  // nothing runs, or the store cannot be reached
  kTransient = 5,    // trying again may work
};

// The exit code that says what `error` says.
inline int exit_code(const Error& error) {
  switch (error.code) {
    case Errc::invalid:
      return kUsage;
    case Errc::busy:
    case Errc::timeout:
      return kTransient;
    case Errc::unavailable:
    case Errc::io:
      return kUnreachable;
    default:
      return kNegative;
  }
}

}  // namespace callgate::commands
