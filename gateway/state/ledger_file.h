// The file behind one ledger writer: named by day, process and chance, followed by a new one when it is full,
// when the day ends or when somebody removed it. Used on one thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/clock.h"
#include "core/base/result.h"
#include "gateway/state/directory.h"
#include "gateway/state/file.h"

namespace callgate::state {

class LedgerFile {
 public:
  LedgerFile(Directory directory, const Clock& clock, std::uint64_t max_bytes, Millis keep)
      : directory_(std::move(directory)), clock_(clock), max_bytes_(max_bytes), keep_(keep) {}

  // Writes whole lines; `offset` says how far an earlier, failed attempt came and is moved on. If the file
  // has changed in between, the line that was cut off begins anew in the next one.
  Result<void> write(std::string_view lines, std::size_t& offset);
  // What was written is on the disk.
  Result<void> sync();

 private:
  Result<void> ready(std::size_t coming);
  Result<void> open_next();

  Directory directory_;
  const Clock& clock_;
  std::uint64_t max_bytes_;
  Millis keep_;
  Descriptor file_;
  std::filesystem::path path_;
  std::string day_;
  std::uint64_t size_ = 0;
};

}  // namespace callgate::state
