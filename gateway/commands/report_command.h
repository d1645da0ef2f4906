// `callgate report`: what the ledgers of a state directory add up to.
#pragma once

#include <string>

#include "core/base/clock.h"
#include "core/base/result.h"
#include "gateway/commands/terminal.h"
#include "gateway/state/directory.h"

namespace callgate::commands {

// What is added up.
struct ReportSpan {
  // "24h", "30m", "7d" (before now), or the beginning of an RFC 3339 time in UTC ("2026-11-18",
  // "2026-11-18T10:00"); empty: everything.
  std::string since;
  std::string run;  // one life of a gateway: the beginning of its calls' ids, "8f3a61c2"; empty: all
};

// How calls fared, what was spent and saved, which guards stepped in, what observing ones would have done,
// what is left open. What is no record is named on stderr. Returns the exit code: 1 where there was
// something, and no record among it. JSON: one object.
int report(const state::Directory& directory, const Clock& clock, const ReportSpan& span, bool json,
           Console& console);

// The earliest "time" that `since` lets through; it sorts as the ledger's times do. Error: invalid.
Result<std::string> read_since(const std::string& since, WallTime now);

}  // namespace callgate::commands
