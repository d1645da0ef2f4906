// Reads the ledgers of all gateways of one state directory as one, in the order of time.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace callgate::state {

// One line of a ledger: a JSON object, whatever its members.
struct LedgerLine {
  std::string time;  // its "time": RFC 3339 in UTC, which sorts by time; empty if it has none
  std::string text;  // without newline
};

// Lines that are no JSON objects are passed over and counted; a last line without newline is still being
// written. A file that cannot be read is an error; one that vanishes meanwhile is not.
class LedgerReader {
 public:
  // `folder` may also be a single file of records.
  explicit LedgerReader(std::filesystem::path folder) : folder_(std::move(folder)) {}

  // The newest `count` lines of all writers, oldest first.
  Result<std::vector<LedgerLine>> tail(std::size_t count);

  // What was written since the last tail() or more(), oldest first.
  Result<std::vector<LedgerLine>> more();

  // Every line, file by file, not sorted, as views that live as long as the visit. False from `visit` ends
  // it.
  using Visit = std::function<bool(std::string_view)>;
  Result<void> each(const Visit& visit);

  // Lines passed over so far.
  std::uint64_t damaged() const { return damaged_; }

 private:
  struct File {
    std::filesystem::path path;
    std::int64_t changed = 0;  // milliseconds since 1970
    std::uint64_t size = 0;
  };
  Result<std::vector<File>> files() const;
  Result<void> read_from(const File& file, std::uint64_t start, std::uint64_t& end, const Visit& visit);
  Result<std::vector<LedgerLine>> last_lines(const File& file, std::size_t count);

  std::filesystem::path folder_;
  std::map<std::string, std::uint64_t> read_to_;  // by file name: what more() need not read again
  std::uint64_t damaged_ = 0;
};

}  // namespace callgate::state
