#include "gateway/stdio.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace callgate {
namespace {

#ifdef __linux__
// Larger pipes mean fewer switches between host and gateway on large results.
constexpr int kPipeBytes = 256 << 10;
void enlarge(int fd) {
  (void)::fcntl(fd, F_SETPIPE_SZ, kPipeBytes);
}
#else
void enlarge(int) {}
#endif

}  // namespace

Result<HostPipe> HostPipe::take() {
  for (int fd = 0; fd < 3; ++fd) {
    if (::fcntl(fd, F_GETFD) < 0 && ::open("/dev/null", fd == 0 ? O_RDONLY : O_WRONLY) < 0) {
      return Error{Errc::io, std::strerror(errno), "/dev/null"};
    }
  }
  HostPipe pipe;
  pipe.input_flags_ = ::fcntl(0, F_GETFL);
  pipe.output_flags_ = ::fcntl(1, F_GETFL);
  pipe.input_ = ::fcntl(0, F_DUPFD_CLOEXEC, 3);
  pipe.output_ = ::fcntl(1, F_DUPFD_CLOEXEC, 3);
  if (pipe.input_ < 0 || pipe.output_ < 0 || ::dup2(2, 1) < 0)
    return Error{Errc::io, std::strerror(errno), "stdio"};
  (void)::fcntl(pipe.input_, F_SETFL, pipe.input_flags_ | O_NONBLOCK);
  (void)::fcntl(pipe.output_, F_SETFL, pipe.output_flags_ | O_NONBLOCK);
  enlarge(pipe.input_);
  enlarge(pipe.output_);
  return pipe;
}

HostPipe::HostPipe(HostPipe&& other) noexcept
    : input_(std::exchange(other.input_, -1)),
      output_(std::exchange(other.output_, -1)),
      input_flags_(std::exchange(other.input_flags_, -1)),
      output_flags_(std::exchange(other.output_flags_, -1)) {}

HostPipe::~HostPipe() {
  if (input_ >= 0) {
    (void)::fcntl(input_, F_SETFL, input_flags_);
    ::close(input_);
  }
  if (output_ >= 0) {
    (void)::fcntl(output_, F_SETFL, output_flags_);
    ::close(output_);
  }
}

}  // namespace callgate
