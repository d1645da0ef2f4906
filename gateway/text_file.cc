#include "gateway/text_file.h"

#include <cerrno>
#include <fstream>
#include <system_error>

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

}  // namespace callgate
