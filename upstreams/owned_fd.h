// A file descriptor with one owner.
#pragma once

#include <unistd.h>

#include <utility>

namespace callgate {

// Closes its descriptor when it goes; -1 means none. After release() the caller closes.
class OwnedFd {
 public:
  OwnedFd() = default;
  explicit OwnedFd(int fd) : fd_(fd) {}
  OwnedFd(OwnedFd&& other) noexcept : fd_(other.release()) {}
  OwnedFd& operator=(OwnedFd&& other) noexcept {
    OwnedFd taken(std::move(other));
    std::swap(fd_, taken.fd_);
    return *this;
  }
  ~OwnedFd() {
    if (fd_ >= 0) ::close(fd_);
  }

  int get() const { return fd_; }
  explicit operator bool() const { return fd_ >= 0; }
  [[nodiscard]] int release() { return std::exchange(fd_, -1); }
  void reset() { *this = OwnedFd(); }

 private:
  int fd_ = -1;
};

}  // namespace callgate
