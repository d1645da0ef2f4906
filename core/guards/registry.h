// The one list of guards, and how a policy becomes a chain.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "core/base/clock.h"
#include "core/guard/chain.h"
#include "core/guard/memory.h"
#include "core/guards/pins/store.h"
#include "core/policy/policy.h"
#include "core/policy/world.h"

namespace callgate::guard {

// What guards may use of the world. The clock must outlive the chain; `memory` is the same for every chain of
// a gateway.
struct GuardDeps {
  const Clock& clock;
  std::string home;  // what "~" stands for; empty: "~" stays as it is
  std::string cwd;   // the gateway's working directory; empty: not known
  std::shared_ptr<GuardMemory> memory = std::make_shared<GuardMemory>();  // survives the chain
  std::shared_ptr<const policy::World> world;  // what rules may ask; null: home and cwd are all that is known
  std::string spill_folder;                    // absolute, where whole results are kept; empty: nowhere
  std::shared_ptr<PinStore> pins;              // which definitions were accepted; null: kept in `memory`
};

struct GuardKind {
  std::string_view kind, summary;
  Mode (*mode)(const policy::Policy&);
  std::unique_ptr<Guard> (*make)(const policy::Policy&, const GuardDeps&);
};

// Every guard there is, in the order in which they stand where they share a place. Explicit, because objects
// that register themselves vanish from static libraries.
std::span<const GuardKind> guard_kinds();

// The chain of one policy; `principal` (user id + profile) is part of what an approval binds. No guard's mode
// is stricter than the policy's own; a policy that is off makes an empty chain.
std::shared_ptr<const GuardChain> make_chain(const policy::Policy& policy, const GuardDeps& deps,
                                             std::string principal);

// One factory per guard, each in the guard's own file.
std::unique_ptr<Guard> make_policy(const policy::Policy& policy, const GuardDeps& deps);
std::unique_ptr<Guard> make_schema(const policy::Policy& policy, const GuardDeps& deps);
std::unique_ptr<Guard> make_resources(const policy::Policy& policy, const GuardDeps& deps);
std::unique_ptr<Guard> make_network(const policy::Policy& policy, const GuardDeps& deps);
std::unique_ptr<Guard> make_secrets(const policy::Policy& policy, const GuardDeps& deps);
std::unique_ptr<Guard> make_pins(const policy::Policy& policy, const GuardDeps& deps);
std::unique_ptr<Guard> make_poison(const policy::Policy& policy, const GuardDeps& deps);
std::unique_ptr<Guard> make_risk(const policy::Policy& policy, const GuardDeps& deps);
std::unique_ptr<Guard> make_provenance(const policy::Policy& policy, const GuardDeps& deps);
std::unique_ptr<Guard> make_cache(const policy::Policy& policy, const GuardDeps& deps);
std::unique_ptr<Guard> make_idempotency(const policy::Policy& policy, const GuardDeps& deps);
std::unique_ptr<Guard> make_breaker(const policy::Policy& policy, const GuardDeps& deps);
std::unique_ptr<Guard> make_budget(const policy::Policy& policy, const GuardDeps& deps);
std::unique_ptr<Guard> make_loops(const policy::Policy& policy, const GuardDeps& deps);
std::unique_ptr<Guard> make_capacity(const policy::Policy& policy, const GuardDeps& deps);
std::unique_ptr<Guard> make_output(const policy::Policy& policy, const GuardDeps& deps);
std::unique_ptr<Guard> make_approval(const policy::Policy& policy, const GuardDeps& deps);

}  // namespace callgate::guard
