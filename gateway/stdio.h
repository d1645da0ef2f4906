// The host's pipe: standard input and output, taken away from everything else in the process.
#pragma once

#include "core/base/result.h"

namespace callgate {

// Duplicates fds 0 and 1 for the protocol alone (non-blocking, closed on exec) and points fd 1 at stderr, so
// that no library can write into the protocol. A closed 0, 1 or 2 is opened on /dev/null first. The flags of
// the open files, which the host may share, are put back when this goes.
class HostPipe {
 public:
  static Result<HostPipe> take();
  HostPipe(HostPipe&& other) noexcept;
  HostPipe& operator=(HostPipe&&) = delete;
  ~HostPipe();
  int input() const { return input_; }
  int output() const { return output_; }

 private:
  HostPipe() = default;
  int input_ = -1, output_ = -1;
  int input_flags_ = -1, output_flags_ = -1;
};

}  // namespace callgate
