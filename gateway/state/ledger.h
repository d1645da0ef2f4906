// The ledger of one gateway: JSON lines, one file per writer, written in batches by the disk thread. The
// event loop only copies a line into memory.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "core/base/clock.h"
#include "core/base/result.h"
#include "gateway/state/directory.h"
#include "gateway/state/disk_thread.h"

namespace callgate::state {

struct LedgerOptions {
  std::uint64_t max_bytes = 100ull << 20;   // a file that has reached this is followed by a new one
  Millis keep{30ll * 24 * 3600 * 1000};     // files not written for longer are removed; 0: never
  Millis window{20};                        // how long a line may wait for company
  std::size_t queue_bytes = 8u << 20;       // lines in memory; at this bound append() waits for the disk
  Millis retry{1000};                       // after a failed write
  std::function<void(std::string)> report;  // sentences for the log, on the disk thread; may be empty
};

struct LedgerCounts {
  std::uint64_t appended = 0;  // lines taken
  std::uint64_t written = 0;   // lines in a file
  std::uint64_t lost = 0;      // lines refused because the disk fails and the memory for them is full
  std::uint64_t waits = 0;     // how often append() had to wait for the disk
  std::uint64_t failures = 0;  // failed writes
};

// Thread-safe. What was appended is written before the destructor returns, if the disk lets it. The clock and
// whatever `report` uses must live until the disk thread has stopped: a failed write may be tried again until
// then.
//
// A disk that is slow makes append() wait. A disk that fails (full, folder gone) does not: lines are kept up
// to the bound and written when it recovers, lines beyond it are counted, and the file then says how many are
// missing:
// {"v":1,"time":…,"event":"gap","lost":N}. Both are reported, once each time it begins.
class LedgerWriter {
 public:
  LedgerWriter(Directory directory, DiskThread& disk, const Clock& clock, LedgerOptions options);
  ~LedgerWriter();
  LedgerWriter(const LedgerWriter&) = delete;
  LedgerWriter& operator=(const LedgerWriter&) = delete;

  // One record: a JSON object, with or without a newline at its end. Not from the disk thread.
  void append(std::string_view line);

  // The same; `done` is called on the disk thread once the line is on the disk (fdatasync), or with the error
  // that prevented it. After an error the line may still be written later. Lines that wait together are
  // synced together.
  void append_durable(std::string_view line, std::function<void(Result<void>)> done);

  // Everything appended before is in the file (not necessarily synced) when this returns without error.
  Result<void> flush();

  LedgerCounts counts() const;

 private:
  class Core;
  std::shared_ptr<Core> core_;
};

}  // namespace callgate::state
