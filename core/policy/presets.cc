// What the presets set beyond the defaults of the knobs (declared in reader.h).
#include "core/policy/reader.h"

namespace callgate::policy {
namespace {

// Who chooses it wants to be asked, or told no, rather than to be surprised.
void make_strict(Policy& policy) {
  policy.fallback = Default{Action::allow, Action::deny, Action::ask, Action::deny};
  GuardKnobs& guards = policy.guards;
  guards.policy.sampling = {{"*", Action::ask}};
  guards.schema.extra_fields = ExtraFields::deny;
  guards.schema.placeholders = guards.schema.unchecked = guards.schema.output = Suspicion::deny;
  guards.network.schemes = {"https", "wss"};
  guards.pins.first_use = FirstUse::hold;
  guards.poison.definitions.hidden = PoisonedTool::deny;
  guards.poison.instructions.orders = PoisonedInstructions::withhold;
  guards.risk.mode = guard::Mode::enforce;
  guards.idempotency.verbs = guard::Mode::enforce;
  guards.capacity.global = 50;
  guards.capacity.upstream = 20;
  guards.capacity.tool = {{"*", 10}};
  OutputKnobs& output = guards.output;
  output.max_bytes = 100'000;
  output.array = 1000;
  output.depth = 20;
  output.on_exceed = OutputKnobs::OnExceed::error;
}

}  // namespace

Policy preset_policy(Preset preset) {
  Policy policy;
  policy.preset = preset;
  if (preset == Preset::off) policy.mode = guard::Mode::off;
  if (preset == Preset::observe) policy.mode = guard::Mode::observe;
  if (preset == Preset::strict) make_strict(policy);
  return policy;
}

}  // namespace callgate::policy
