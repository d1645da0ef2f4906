// What the presets set beyond the defaults of the knobs (declared in reader.h).
#include "core/policy/reader.h"

namespace callgate::policy {

Policy preset_policy(Preset preset) {
  Policy policy;
  policy.preset = preset;
  if (preset == Preset::off) policy.mode = guard::Mode::off;
  if (preset == Preset::observe) policy.mode = guard::Mode::observe;
  if (preset == Preset::strict) {
    policy.guards.capacity.global = 50;
    policy.guards.capacity.upstream = 20;
    policy.guards.capacity.tool = {{"*", 10}};
    OutputKnobs& output = policy.guards.output;
    output.max_bytes = 100'000;
    output.array = 1000;
    output.depth = 20;
    output.on_exceed = OutputKnobs::OnExceed::error;
  }
  if (preset == Preset::strict)
    policy.fallback = Default{Action::allow, Action::deny, Action::ask, Action::deny};
  return policy;
}

}  // namespace callgate::policy
