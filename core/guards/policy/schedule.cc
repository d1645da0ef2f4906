#include "core/guards/policy/schedule.h"

namespace callgate::guard {

policy::Truth active_at(const policy::ActiveRule& rule, WallTime time, const policy::World& world) {
  const auto offset = world.zone_offset(rule.tz, time);
  if (!offset) return policy::Truth::unknown;
  const WallTime local = time + *offset;
  const auto midnight = std::chrono::floor<std::chrono::days>(local);
  const auto minute = std::chrono::duration_cast<std::chrono::minutes>(local - midnight).count();
  // Over midnight the early hours belong to the day on which the window began.
  const bool over_midnight = rule.to < rule.from;
  const bool early = over_midnight && minute < rule.to;
  const bool within = over_midnight ? minute >= rule.from || early : minute >= rule.from && minute < rule.to;
  const auto day = std::chrono::weekday(early ? midnight - std::chrono::days(1) : midnight);
  return policy::truth(within && (rule.days >> (day.iso_encoding() - 1) & 1) != 0);
}

}  // namespace callgate::guard
