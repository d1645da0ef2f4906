// Reads the ledgers of all gateways of one state directory as one, in the order of time.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/result.h"

namespace callgate::state {

// One line of a ledger: a JSON object with a time, whatever its other members.
struct LedgerLine {
  std::string time;  // its "time": RFC 3339 in UTC, which sorts by time
  std::string text;  // without newline
};

// What was passed over.
struct LedgerDamage {
  std::uint64_t lines = 0;              // that are no records
  std::vector<std::string> places;      // "FILE:LINE" of the first kMaxPlaces of them
  std::vector<std::string> unfinished;  // files whose last line has no end
  static constexpr std::size_t kMaxPlaces = 8;
};

// Lines that are no records are passed over, and can be named; a last line without newline is still being
// written, or its writer was killed. A file that cannot be read is an error; one that vanishes meanwhile is
// not.
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

  // Records found so far, and lines that are none.
  std::uint64_t records() const { return records_; }
  std::uint64_t damaged() const { return damaged_; }
  // What was passed over since this was asked last. Reads files again to count their lines, if there is
  // something to name.
  LedgerDamage take_damage();

 private:
  struct File {
    std::filesystem::path path;
    std::int64_t changed = 0;  // milliseconds since 1970
    std::uint64_t size = 0;
  };
  // What was found in a part of a file.
  struct Part {
    std::uint64_t end = 0;  // behind its last complete line
    std::uint64_t records = 0, damaged = 0;
    std::vector<std::uint64_t> damaged_at;  // where the first of them begin
    bool unfinished = false;                // something follows its last complete line
  };
  Result<std::vector<File>> files() const;
  static Result<Part> read_from(const File& file, std::uint64_t start, bool amid, const Visit& visit);
  Result<std::vector<LedgerLine>> last_lines(const File& file, std::size_t count);
  void add(const File& file, const Part& part);

  std::filesystem::path folder_;
  std::map<std::string, std::uint64_t> read_to_;  // by file name: what more() need not read again
  std::uint64_t records_ = 0, damaged_ = 0;
  LedgerDamage untold_;  // its places are still to be counted
  std::vector<std::pair<std::filesystem::path, std::uint64_t>> untold_at_;
};

}  // namespace callgate::state
