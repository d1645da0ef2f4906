#include "core/guards/risk/severity.h"

#include <algorithm>
#include <cmath>

namespace callgate::guard {

double Troubles::share() const {
  const auto troubles = std::count(recent_.begin(), recent_.end(), true);
  return static_cast<double>(troubles) /
         static_cast<double>(std::max(recent_.size() + kGrace, std::size_t{1}));
}

Weather Gauge::read(double severity, const policy::RiskKnobs::Severity& knobs) {
  if (!std::isfinite(severity) || severity < 0) severity = knobs.invalid;
  cooling_ = severity >= knobs.enter || (cooling_ && severity >= knobs.exit);
  if (cooling_) return Weather::cooldown;
  return severity >= knobs.observe ? Weather::observe : Weather::active;
}

}  // namespace callgate::guard
