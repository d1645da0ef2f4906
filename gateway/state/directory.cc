#include "gateway/state/directory.h"

#include <fcntl.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "core/base/seal.h"
#include "gateway/state/file.h"

namespace callgate::state {
namespace fs = std::filesystem;
namespace {

constexpr const char* kElsewhere = "; choose another place with --state-dir";

std::string value(const Environment& environment, const char* name) {
  const auto found = environment.find(name);
  return found == environment.end() ? std::string() : found->second;
}

Result<fs::path> absolute(const std::string& text) {
  std::error_code failed;
  fs::path path = fs::absolute(text, failed);
  if (failed) return error(Errc::io, "the current directory is gone: " + failed.message(), text);
  return path.lexically_normal();
}

// Makes `path` and its missing parents. Parents outside the state directory get the usual mode of a home's
// folders.
int make_directories(const fs::path& path) {
  if (::mkdir(path.c_str(), 0700) == 0 || errno == EEXIST) return 0;
  if (errno != ENOENT || !path.has_parent_path() || path.parent_path() == path) return errno;
  if (const int failed = make_directories(path.parent_path())) return failed;
  return ::mkdir(path.c_str(), 0700) == 0 || errno == EEXIST ? 0 : errno;
}

}  // namespace

Result<fs::path> Directory::locate(const std::string& flag, const Environment& environment) {
  if (!flag.empty()) return absolute(flag);
  if (const std::string named = value(environment, "CALLGATE_STATE_DIR"); !named.empty())
    return absolute(named);
  const std::string xdg = value(environment, "XDG_STATE_HOME");
  if (!xdg.empty() && xdg.front() == '/') return fs::path(xdg) / "callgate";
  const std::string home = value(environment, "HOME");
  if (!home.empty() && home.front() == '/') return fs::path(home) / ".local/state/callgate";
  return error(Errc::invalid, "no place for the state: HOME is not set; name a folder with --state-dir");
}

Result<Directory> Directory::create(fs::path root) {
  Directory made(std::move(root));
  if (const int failed = make_directories(made.root_)) {
    Error why = system_error("create the state directory", made.root_, failed);
    why.what += kElsewhere;
    return why;
  }
  if (auto fine = made.check(); !fine) return fine.error();
  if (auto fine = made.restore(); !fine) return fine.error();
  return made;
}

Result<Directory> Directory::existing(fs::path root) {
  Directory found(std::move(root));
  if (auto fine = found.check(); !fine) {
    Error why = fine.error();
    why.code = Errc::unavailable;
    return why;
  }
  return found;
}

Result<void> Directory::check() const {
  struct stat about {};
  if (::stat(root_.c_str(), &about) != 0) {
    if (errno == ENOENT)
      return error(Errc::not_found, "no state here: no gateway has run with this state directory",
                   root_.string());
    return system_error("open the state directory", root_, errno);
  }
  if (!S_ISDIR(about.st_mode))
    return error(Errc::invalid, std::string("not a directory") + kElsewhere, root_.string());
  if (about.st_uid != ::geteuid() && ::geteuid() != 0)
    return error(Errc::refused, std::string("the state directory belongs to another user") + kElsewhere,
                 root_.string());
  if (about.st_mode & (S_IWGRP | S_IWOTH))
    return error(Errc::refused,
                 "others may write to the state directory, and so approve calls; run: chmod 700 '" +
                     root_.string() + "'",
                 root_.string());
  return {};
}

Result<void> Directory::restore() const {
  for (const fs::path& folder : {catalog(), ledger(), run()}) {
    if (const int failed = make_directories(folder)) {
      Error why = system_error("create a folder of the state directory", folder, failed);
      why.what += kElsewhere;
      return why;
    }
  }
  return {};
}

// The key is written whole under another name and then linked to its own, which fails if that is taken: so
// nobody ever reads half a key, and two processes cannot both win.
Result<void> Directory::make_key() const {
  Key key;
  if (::getentropy(key.data(), key.size()) != 0) return system_error("make a random key", key_file(), errno);
  const fs::path draft = key_file().string() + "." + random_hex(6) + ".tmp";
  Descriptor file(::open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (!file) return system_error("write the key", draft, errno);
  std::size_t offset = 0;
  int failed = write_from(file.get(), {reinterpret_cast<const char*>(key.data()), key.size()}, offset);
  if (!failed) failed = sync_data(file.get());
  if (!failed && ::link(draft.c_str(), key_file().c_str()) != 0 && errno != EEXIST) failed = errno;
  ::unlink(draft.c_str());
  if (failed) return system_error("write the key", key_file(), failed);
  return {};
}

Result<Key> Directory::key() const {
  struct stat about {};
  if (::lstat(key_file().c_str(), &about) != 0 && errno == ENOENT) {
    if (auto made = make_key(); !made) return made.error();
    if (::lstat(key_file().c_str(), &about) != 0) return system_error("read the key", key_file(), errno);
  }
  if (about.st_mode & (S_IRWXG | S_IRWXO))
    return error(Errc::refused,
                 "others may read the key; it is safe to remove it, a new one is made at the next start",
                 key_file().string());
  CALLGATE_TRY(text, read_file(key_file(), 4096));
  Key key;
  if (text.size() != key.size())
    return error(Errc::invalid,
                 "not a key of 32 bytes; it is safe to remove it, a new one is made at the next start",
                 key_file().string());
  std::memcpy(key.data(), text.data(), key.size());
  return key;
}

}  // namespace callgate::state
