// What the ledger keeps of one call: one JSON line.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "core/base/clock.h"
#include "core/guard/chain.h"

namespace callgate::guard {

// What came of a call.
enum class Outcome : std::uint8_t {
  not_sent,    // refused, held, or answered from memory
  result,      // the server's result
  tool_error,  // a result with isError
  error,       // a JSON-RPC error
  timeout,     // no answer in time; it may have run
  cancelled,   // the host no longer wanted it; it may have run
  lost,        // the server went away; it may have run
};
std::string_view to_string(Outcome outcome);

// Views: what a record speaks of has to live until it is written.
struct Record {
  WallTime time{};
  std::string_view call;  // id, as in the verdict's callId
  std::string_view host;  // how the host calls itself
  std::string_view server, tool, exposed;
  Decision decision = Decision::allow;
  const Finding* why = nullptr;  // of the decision; null or empty for a plain allow
  std::span<const Decision> also;
  std::span<const WouldBe> would_be;  // what guards in observe mode would have done
  std::string_view arguments_sha256;  // what an approval is bound to; empty: not computed
  std::string_view arguments;         // as they came, without secrets, a JSON object; empty: not kept
  std::size_t argument_bytes = 0;
  Effect effect = Effect::read;
  policy::Amount price;  // of one such call, whether or not it ran
  Outcome outcome = Outcome::not_sent;
  std::size_t result_bytes = 0;
  // From the turn in which its line came to the turn of its answer; a call decided at once takes none.
  std::chrono::microseconds duration{0};
};

// Appends the line, without a newline:
//   v             1, the version of this form
//   time          RFC 3339, UTC, milliseconds
//   call, host, server, tool, exposed
//   decision      as in the verdict; guard, rule, code, reason: who decided and why, only if somebody did
//   also          other decisions of the call
//   wouldBe       [{decision, guard, rule, code, reason}], only where a guard observes
//   argsSha256, args, argsBytes, outcome, resultBytes, micros
//   effect        what kind of effect it has, unless it only reads
//   price         what such a call costs (a decimal), where the policy has prices
// Members without a value are left out. Reasons are written without secrets.
void append_line(std::string& out, const Record& record);

// Where records go. Called once per call, on the thread that serves the calls; must not block on a disk.
struct RecordSink {
  virtual ~RecordSink() = default;
  virtual void write(const Record& record) = 0;
};

}  // namespace callgate::guard
