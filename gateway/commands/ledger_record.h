// What commands read out of one line of the ledger, whose form core/guard/record.h describes. A member that
// is missing or of another type reads as empty: older and newer gateways may write the same ledger.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace callgate::commands {

struct LedgerRecord {
  std::string time, call, host, server, tool, exposed, decision, guard, rule, code, reason, outcome, effect;
  std::string digest;     // what its approval was bound to; empty: nobody had to agree
  std::string arguments;  // as they came, without secrets, a JSON object; empty: not kept
  std::string price;      // a decimal; empty: none
  std::optional<std::int64_t> micros, arguments_bytes, result_bytes;
  std::vector<std::string>
      would_be;           // what guards in observe mode would have done: "deny by policy: policy_deny"
  std::string event;      // a line that is no call, "gap" for one
  std::int64_t lost = 0;  // of a gap: records that could not be written

  bool is_call() const { return event.empty() && !call.empty(); }
  // What hosts read that is no tool (a resource, a prompt) is recorded under its method, "resources/read".
  bool is_content() const {
    return exposed == tool && (tool.starts_with("resources/") || tool.starts_with("prompts/"));
  }
  // The life of a gateway that it belongs to: "8f3a61c2" of call "8f3a61c2-17".
  std::string_view run() const { return std::string_view(call).substr(0, call.rfind('-')); }
  // It went out to its server.
  bool executed() const { return !outcome.empty() && outcome != "notSent"; }
  // The name hosts see, or the tool's own where a line has only that.
  const std::string& name() const { return exposed.empty() ? tool : exposed; }
};

// `line` is one JSON object that json::valid() has accepted.
LedgerRecord read_ledger_record(std::string_view line);

// Microseconds as people read them: "85 µs", "12.3 ms", "4.2 s".
std::string readable_duration(std::int64_t micros);

}  // namespace callgate::commands
