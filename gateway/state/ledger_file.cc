#include "gateway/state/ledger_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "core/base/seal.h"

namespace callgate::state {

Result<void> LedgerFile::write(std::string_view lines, std::size_t& offset) {
  const bool had = static_cast<bool>(file_);
  const std::filesystem::path before = path_;
  if (auto fine = ready(lines.size() - offset); !fine) return fine;
  if (had && path_ != before && offset > 0) {
    const std::size_t line_end = lines.rfind('\n', offset - 1);
    offset = line_end == lines.npos ? 0 : line_end + 1;
  }
  const std::size_t start = offset;
  const int failed = write_from(file_.get(), lines, offset);
  size_ += offset - start;
  if (failed) return system_error("write the ledger", path_, failed);
  return {};
}

Result<void> LedgerFile::sync() {
  if (!file_) return {};
  if (const int failed = sync_data(file_.get())) return system_error("write the ledger", path_, failed);
  return {};
}

Result<void> LedgerFile::ready(std::size_t coming) {
  struct stat about {};
  const bool there = file_ && ::fstat(file_.get(), &about) == 0 && about.st_nlink > 0;
  const bool full = size_ > 0 && size_ + coming > max_bytes_;
  if (there && !full && rfc3339(clock_.today()).compare(0, 10, day_) == 0) return {};
  return open_next();
}

Result<void> LedgerFile::open_next() {
  // The folder may be gone too.
  if (auto fine = directory_.restore(); !fine) return fine;
  const std::string day = rfc3339(clock_.today()).substr(0, 10);
  const auto path =
      directory_.ledger() / (day + "-" + std::to_string(::getpid()) + "-" + random_hex(4) + ".jsonl");
  Descriptor next(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0600));
  if (!next) return system_error("write the ledger", path, errno);
  file_ = std::move(next);
  path_ = path;
  day_ = day;
  size_ = 0;
  if (keep_ > Millis{0}) remove_older(directory_.ledger(), ".jsonl", clock_.today() - keep_);
  return {};
}

}  // namespace callgate::state
