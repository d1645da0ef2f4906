// An event loop that a test runs by hand, and pipes whose other ends the test holds.
#pragma once

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <csignal>
#include <string>
#include <string_view>

#include "tests/unit/print_result.h"
#include "upstreams/owned_fd.h"
#include "upstreams/pipe.h"

namespace callgate {

struct EventLoop {
  EventLoop() { std::signal(SIGPIPE, SIG_IGN); }
  // Runs whatever can run now; waits for nothing.
  void settle() {
    do {
      context.restart();
    } while (context.poll() > 0);
  }
  boost::asio::io_context context{1};
  Turns turns{context};
};

// A pair of connected, non-blocking descriptors.
struct Wire {
  OwnedFd ours, theirs;
};

inline Wire socket_wire() {
  int fds[2];
  REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM, 0, fds) == 0);
  for (const int fd : fds) {
    ::fcntl(fd, F_SETFD, FD_CLOEXEC);
    ::fcntl(fd, F_SETFL, O_NONBLOCK);
  }
  return {OwnedFd(fds[0]), OwnedFd(fds[1])};
}

// What lies in a descriptor now.
inline std::string read_now(int fd, std::size_t most = 64u << 20) {
  std::string text;
  char chunk[16384];
  while (text.size() < most) {
    const ssize_t got = ::read(fd, chunk, std::min(sizeof chunk, most - text.size()));
    if (got <= 0) break;
    text.append(chunk, static_cast<std::size_t>(got));
  }
  return text;
}

// Writes as much of `text` as fits now; returns what did not.
inline std::string_view write_now(int fd, std::string_view text) {
  while (!text.empty()) {
    const ssize_t put = ::write(fd, text.data(), text.size());
    if (put <= 0) break;
    text.remove_prefix(static_cast<std::size_t>(put));
  }
  return text;
}

inline bool at_end(int fd) {
  char byte;
  return ::read(fd, &byte, 1) == 0;
}

}  // namespace callgate
