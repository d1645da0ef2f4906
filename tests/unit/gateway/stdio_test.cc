#include "gateway/stdio.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <string>

#include "unit/gateway/state/scratch.h"

using namespace callgate;

namespace {

// Every check runs in a process of its own, which may do with its descriptors what it likes. The answer is
// the number of the first check that failed, 0 if none did.
template <class Work>
int in_child(Work work) {
  std::fflush(nullptr);
  const pid_t pid = ::fork();
  if (pid == 0) ::_exit(work());
  return test::exit_status(pid);
}

bool blocking(int fd) {
  return (::fcntl(fd, F_GETFL) & O_NONBLOCK) == 0;
}

}  // namespace

TEST_SUITE("stdio") {
  TEST_CASE("the protocol gets descriptors of its own, everything else writes to stderr") {
    CHECK(in_child([] {
            int in[2], out[2], err[2];
            if (::pipe(in) || ::pipe(out) || ::pipe(err)) return 1;
            ::dup2(in[0], 0);
            ::dup2(out[1], 1);
            ::dup2(err[1], 2);
            const auto pipe = HostPipe::take();
            if (!pipe) return 2;
            if (pipe->input() < 3 || pipe->output() < 3) return 3;
            if (blocking(pipe->input()) || blocking(pipe->output())) return 4;
            if (!(::fcntl(pipe->input(), F_GETFD) & FD_CLOEXEC)) return 5;
            if (!(::fcntl(pipe->output(), F_GETFD) & FD_CLOEXEC)) return 6;
            char byte = 0;
            if (::write(1, "s", 1) != 1 || ::read(err[0], &byte, 1) != 1 || byte != 's') return 7;
            if (::write(pipe->output(), "p", 1) != 1 || ::read(out[0], &byte, 1) != 1 || byte != 'p')
              return 8;
            if (::write(in[1], "i", 1) != 1 || ::read(pipe->input(), &byte, 1) != 1 || byte != 'i') return 9;
            return 0;
          }) == 0);
  }

  TEST_CASE("the flags of the files, which the host may share, are put back") {
    CHECK(in_child([] {
            int both[2];
            if (::socketpair(AF_UNIX, SOCK_STREAM, 0, both)) return 1;
            // One open file for both directions, as a terminal is.
            ::dup2(both[0], 0);
            ::dup2(both[0], 1);
            {
              const auto pipe = HostPipe::take();
              if (!pipe || blocking(both[0])) return 2;
            }
            return blocking(both[0]) ? 0 : 3;
          }) == 0);
    CHECK(in_child([] {
            int in[2], out[2];
            if (::pipe(in) || ::pipe(out)) return 1;
            ::fcntl(out[1], F_SETFL, O_NONBLOCK);
            ::dup2(in[0], 0);
            ::dup2(out[1], 1);
            {
              auto pipe = HostPipe::take();
              if (!pipe) return 2;
              const HostPipe moved(std::move(*pipe));
              if (pipe->input() != -1 || moved.input() < 3) return 3;
            }
            if (!blocking(in[0])) return 4;
            return blocking(out[1]) ? 5 : 0;
          }) == 0);
  }

  TEST_CASE("closed standard descriptors are opened on nothing first") {
    for (int closed = 1; closed < 8; ++closed) {
      CHECK(in_child([closed] {
              for (int fd = 0; fd < 3; ++fd) {
                if (closed & (1 << fd)) ::close(fd);
              }
              const auto pipe = HostPipe::take();
              if (!pipe || pipe->input() < 3 || pipe->output() < 3) return 1;
              for (int fd = 0; fd < 3; ++fd) {
                if (::fcntl(fd, F_GETFD) < 0) return 2;
              }
              char byte;
              if ((closed & 1) && ::read(pipe->input(), &byte, 1) != 0) return 3;
              if ((closed & 2) && ::write(pipe->output(), "x", 1) != 1) return 4;
              return 0;
            }) == 0);
    }
  }
}
