// Descriptors and whole files: what the rest of the state folder reads and writes through, with the operating
// system's own words in every error.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>

#include "core/base/bytes.h"
#include "core/base/clock.h"
#include "core/base/result.h"

namespace callgate::state {

// Owns one descriptor and closes it.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~Descriptor() { close(); }

  explicit operator bool() const { return fd_ >= 0; }
  int get() const { return fd_; }
  void close();

 private:
  int fd_ = -1;
};

// "cannot <doing>: <the words for number>" about `path`. Not found, no space left and the like keep their
// kind.
Error system_error(std::string_view doing, const std::filesystem::path& path, int number);

// Writes from `offset` on and moves it past what was written, also when it fails half-way. Returns 0 or
// errno.
int write_from(int fd, std::string_view text, std::size_t& offset);
// The data of `fd` is on the disk when this returns 0; otherwise errno.
int sync_data(int fd);

// The whole of a regular file of at most `limit` bytes; symbolic links are not followed in the last
// component.
Result<Buffer> read_file(const std::filesystem::path& path, std::size_t limit);

// Puts `text` at `path` in one step (a temporary file beside it, mode 0600, then rename): readers see the old
// file or the new one. Not synced: after a power cut the file may be empty, which its reader has to notice.
Result<void> replace_file(const std::filesystem::path& path, std::string_view text);

// Removes the regular files in `folder` whose names end in `suffix` and that were last written before
// `oldest`.
void remove_older(const std::filesystem::path& folder, std::string_view suffix, WallTime oldest);

}  // namespace callgate::state
