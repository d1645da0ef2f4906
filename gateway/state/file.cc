#include "gateway/state/file.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "core/base/seal.h"

namespace callgate::state {
namespace {

Errc kind_of(int number) {
  switch (number) {
    case ENOENT:
      return Errc::not_found;
    case EEXIST:
      return Errc::refused;
    case EAGAIN:
      return Errc::busy;
    default:
      return Errc::io;
  }
}

}  // namespace

void Descriptor::close() {
  if (fd_ >= 0) ::close(std::exchange(fd_, -1));
}

Error system_error(std::string_view doing, const std::filesystem::path& path, int number) {
  return error(kind_of(number),
               "cannot " + std::string(doing) + ": " + std::generic_category().message(number),
               path.string());
}

int write_from(int fd, std::string_view text, std::size_t& offset) {
  while (offset < text.size()) {
    const ssize_t written = ::write(fd, text.data() + offset, text.size() - offset);
    if (written > 0) {
      offset += static_cast<std::size_t>(written);
    } else if (written < 0 && errno != EINTR) {
      return errno;
    }
  }
  return 0;
}

int sync_data(int fd) {
#ifdef __APPLE__
  // fsync() leaves the data in the drive's cache there.
  return ::fcntl(fd, F_FULLFSYNC) == 0 || ::fsync(fd) == 0 ? 0 : errno;
#else
  return ::fdatasync(fd) == 0 ? 0 : errno;
#endif
}

Result<Buffer> read_file(const std::filesystem::path& path, std::size_t limit) {
  Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  if (!file) return system_error("read", path, errno);
  struct stat about {};
  if (::fstat(file.get(), &about) != 0) return system_error("read", path, errno);
  if (!S_ISREG(about.st_mode)) return error(Errc::invalid, "not a regular file", path.string());
  const auto size = static_cast<std::size_t>(about.st_size);
  if (size > limit)
    return error(Errc::invalid, "larger than " + std::to_string(limit) + " bytes", path.string());
  Buffer text;
  text.reserve_tail(size + 1);
  while (text.size() <= limit) {
    char* tail = text.reserve_tail(1);
    const ssize_t got = ::read(file.get(), tail, text.capacity() - text.size());
    if (got == 0) return text;
    if (got > 0) text.commit(static_cast<std::size_t>(got));
    if (got < 0 && errno != EINTR) return system_error("read", path, errno);
  }
  return error(Errc::invalid, "larger than " + std::to_string(limit) + " bytes", path.string());
}

Result<void> replace_file(const std::filesystem::path& path, std::string_view text) {
  // The name ends in .tmp, so that nobody takes a leftover of a crash for the real thing.
  const std::filesystem::path draft = path.string() + "." + random_hex(6) + ".tmp";
  Descriptor file(::open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (!file) return system_error("write", draft, errno);
  std::size_t offset = 0;
  int failed = write_from(file.get(), text, offset);
  if (!failed && ::rename(draft.c_str(), path.c_str()) != 0) failed = errno;
  if (!failed) return {};
  ::unlink(draft.c_str());
  return system_error("write", path, failed);
}

void remove_older(const std::filesystem::path& path, std::string_view suffix, WallTime oldest) {
  DIR* folder = ::opendir(path.c_str());
  if (!folder) return;
  const auto limit = std::chrono::floor<std::chrono::seconds>(oldest).time_since_epoch().count();
  while (const dirent* entry = ::readdir(folder)) {
    struct stat about {};
    if (std::string_view(entry->d_name).ends_with(suffix) &&
        ::fstatat(::dirfd(folder), entry->d_name, &about, AT_SYMLINK_NOFOLLOW) == 0 &&
        S_ISREG(about.st_mode) && about.st_mtime < limit)
      ::unlinkat(::dirfd(folder), entry->d_name, 0);
  }
  ::closedir(folder);
}

}  // namespace callgate::state
