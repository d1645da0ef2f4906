// The interface of a guard: what it may override, and the places of the chain at which it may stand.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/guard/call.h"
#include "core/guard/verdict.h"

namespace callgate::guard {

// The places before the call goes out, in the chain's order. A guard may stand at several: policy judges the name
// early and the arguments later.
enum class Before : std::uint8_t {
  pins, attempts, names, schema, rules, resources, network, secrets, risk, provenance,
  replay, reuse, cost, breaker, limits, loops, capacity, approval
};
// The places after the result came back, in order.
enum class After : std::uint8_t { outcome, record, cleanse, rules, output, store };

enum class Mode : std::uint8_t { off, observe, warn, enforce };

class ChainBuilder;

// A guard judges; it never acts, waits, or touches disk or network. One instance serves all calls of the gateway, on
// one thread; calls interleave, so whatever it remembers about one call is keyed by Call::id().
class Guard {
 public:
  virtual ~Guard() = default;
  virtual std::string_view kind() const = 0;
  // Says at which places it stands: chain.before(Before::names, [this](Call& call) { … }) and so on.
  virtual void enrol(ChainBuilder& chain) = 0;
  // False: the tool is left out of tools/list.
  virtual bool lists(const mcp::Tool&) const { return true; }
  // Takes what the call will use, in one step for all guards, after any approval and just before dispatch; a Deny
  // takes nothing.
  virtual Verdict reserve(Call&) { return Allow{}; }
  // Exactly once for every call the guard entered, newest guard first, whatever happened.
  virtual void settle(const Call&, Ending) noexcept {}
};

}  // namespace callgate::guard
