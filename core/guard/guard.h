// The interface of a guard: what it may override, and the places of the chain at which it may stand.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/guard/call.h"
#include "core/guard/error_class.h"
#include "core/guard/mode.h"
#include "core/guard/verdict.h"

namespace callgate::guard {

// The places before the call goes out, in the chain's order. A guard may stand at several: policy judges the
// name early and the arguments later.
enum class Before : std::uint8_t {
  pins,
  attempts,
  names,
  schema,
  rules,
  resources,
  network,
  secrets,
  risk,
  provenance,
  replay,
  reuse,
  cost,
  breaker,
  limits,
  loops,
  capacity,
  approval
};
inline constexpr std::string_view kBeforeWords[] = {
    "pins",       "attempts", "names", "schema", "rules",   "resources", "network", "secrets",  "risk",
    "provenance", "replay",   "reuse", "cost",   "breaker", "limits",    "loops",   "capacity", "approval"};
constexpr std::string_view to_string(Before place) {
  return kBeforeWords[static_cast<std::size_t>(place)];
}
// The places after the result came back, in order. `outcome`, `record` and `store` only look and remember.
enum class After : std::uint8_t { outcome, record, cleanse, rules, output, store };

class ChainBuilder;

// What is wrong with the instructions of a server.
struct InstructionsFault {
  Finding why;
  bool withheld = false;  // the host does not get to see them
};

// A guard judges; it never acts, waits, or touches disk or network. It does not know its own mode. One
// instance serves all calls of the gateway, on one thread; calls interleave, so whatever it remembers about
// one call is keyed by Call::id(). What it remembers follows what really happened (settle), never what it
// would have liked.
class Guard {
 public:
  virtual ~Guard() = default;
  virtual std::string_view kind() const = 0;
  // Says at which places it stands: chain.before<&Policy::judge_name>(Before::names, *this) and so on.
  virtual void enrol(ChainBuilder& chain) = 0;
  // False: the tool is left out of tools/list.
  virtual bool lists(const mcp::Tool&) const { return true; }
  // What is wrong with what a server says of itself (`instructions` of its handshake, decoded), if anything.
  virtual std::optional<InstructionsFault> judge_instructions(std::string_view /*server*/,
                                                              std::string_view /*text*/) {
    return std::nullopt;
  }
  // Takes what the call will use, in one step for all guards, after any approval and just before dispatch.
  // After a Deny all that was taken comes back at once, through settle; so a guard that counts calls takes
  // what it refuses, too, because where it only observes the call goes out.
  virtual std::optional<Deny> reserve(Call&) { return std::nullopt; }
  // The call went out, or was about to, and brought no result to judge: told before settle() to every guard
  // it entered.
  virtual void failed(Call&, const Failure&) {}
  // Exactly once for every call the guard entered, newest guard first, whatever happened.
  virtual void settle(const Call&, Ending) noexcept {}
};

}  // namespace callgate::guard
