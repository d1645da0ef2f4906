#include "gateway/text_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <system_error>

#include "gateway/state/file.h"

namespace callgate {

Result<std::string> read_text_file(const std::filesystem::path& path) {
  std::error_code failed;
  const auto status = std::filesystem::status(path, failed);
  if (status.type() == std::filesystem::file_type::not_found)
    return error(Errc::not_found, "there is no such file");
  if (failed) return error(Errc::io, failed.message());
  if (std::filesystem::is_directory(status)) return error(Errc::refused, "this is a folder, not a file");
  // A pipe is fine (shells offer one for <(…)); a device could go on for ever.
  if (!std::filesystem::is_regular_file(status) && !std::filesystem::is_fifo(status)) {
    return error(Errc::refused, "this is not a regular file");
  }
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  if (!file) return error(Errc::io, std::generic_category().message(errno));
  std::string text;
  char chunk[64 * 1024];
  while (file.read(chunk, sizeof chunk) || file.gcount() > 0) {
    text.append(chunk, static_cast<std::size_t>(file.gcount()));
    if (text.size() > kMaxTextFile) return error(Errc::refused, "this file is larger than 8 MiB");
  }
  if (file.bad()) return error(Errc::io, std::generic_category().message(errno));
  return text;
}

Result<void> replace_text_file(const std::filesystem::path& path, std::string_view text) {
  std::error_code failed;
  const auto file = std::filesystem::canonical(path, failed);
  if (failed) return error(Errc::io, failed.message());
  struct stat about {};
  if (::stat(file.c_str(), &about) != 0) return error(Errc::io, std::generic_category().message(errno));
  if (!S_ISREG(about.st_mode)) return error(Errc::refused, "this is not a regular file");
  // A rename would ask the folder alone.
  if (::access(file.c_str(), W_OK) != 0) return error(Errc::refused, "this file must not be written");
  std::string draft = file.string() + ".XXXXXX";
  const state::Descriptor out(::mkostemp(draft.data(), O_CLOEXEC));
  if (!out) return error(Errc::io, std::generic_category().message(errno));
  std::size_t written = 0;
  int wrong = ::fchmod(out.get(), about.st_mode & 07777) == 0 ? 0 : errno;
  if (!wrong) wrong = state::write_from(out.get(), text, written);
  if (!wrong) wrong = state::sync_data(out.get());
  if (!wrong && ::rename(draft.c_str(), file.c_str()) != 0) wrong = errno;
  if (!wrong) return {};
  ::unlink(draft.c_str());
  return error(Errc::io, std::generic_category().message(wrong));
}

}  // namespace callgate
