// What commands read out of one line of the ledger. A member that is missing or of another type reads as empty: older
// and newer gateways may write the same ledger.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace callgate::commands {

struct LedgerRecord {
  std::string ts, call, host, server, tool, decision, guard, rule, code, reason, outcome;
  std::optional<std::int64_t> duration_us, arguments_bytes, result_bytes;
  std::string event;       // a line that is no call, "gap" for one
  std::int64_t lost = 0;   // of a gap: records that could not be written

  bool is_call() const { return event.empty() && !call.empty(); }
};

// `line` is one JSON object that json::valid() has accepted.
LedgerRecord read_ledger_record(std::string_view line);

// Microseconds as people read them: "85 µs", "12.3 ms", "4.2 s".
std::string readable_duration(std::int64_t micros);

}  // namespace callgate::commands
