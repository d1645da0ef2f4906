// What the guard `loops` remembers of a run. Outlives a policy.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_set>

#include "core/base/clock.h"
#include "core/guard/epochs.h"
#include "core/guard/fingerprint.h"
#include "core/guard/lru_table.h"
#include "core/guards/loops/query_history.h"
#include "core/guards/loops/stream.h"

namespace callgate::guard {

struct LoopMemory {
  // How often a read was answered in one state of the world.
  struct Seen {
    std::uint64_t epoch = 0;
    std::int64_t count = 0;
  };
  struct OfTool {
    QueryHistory queries;
    std::string digest;       // how the last result of a query began
    std::string quarantined;  // why the tool is refused; empty: it is not
    QueryHistory reworded;    // only queries like these are refused for it; empty: all calls
  };
  // Different calls in a row that brought nothing new.
  struct Stall {
    Fingerprint last;
    std::uint64_t result = 0;
    std::int64_t same = 0, failed = 0;
  };

  LruTable<Fingerprint, Seen, FingerprintHash> seen;
  LruTable<std::uint64_t, OfTool> tools;  // by Passed::name
  Stream stream;
  Stall stall;
  Epochs epochs;
  std::unordered_set<std::uint64_t> warned;  // circles
  std::uint64_t serial = 0;
  Instant last_call{};
};

}  // namespace callgate::guard
