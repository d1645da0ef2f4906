#include "core/guards/risk/severity.h"

#include <algorithm>
#include <cmath>

namespace callgate::guard {

void Troubles::note(bool trouble) {
  if (recent_.full()) troubles_ -= recent_.front();
  troubles_ += trouble;
  recent_.push_back(trouble);
}

double Troubles::share() const {
  return static_cast<double>(troubles_) /
         static_cast<double>(std::max(recent_.size() + kGrace, std::size_t{1}));
}

Weather Gauge::read(double severity, const policy::RiskKnobs::Severity& knobs) {
  if (!std::isfinite(severity) || severity < 0) severity = knobs.invalid;
  cooling_ = severity >= knobs.enter || (cooling_ && severity >= knobs.exit);
  if (cooling_) return Weather::cooldown;
  return severity >= knobs.observe ? Weather::observe : Weather::active;
}

}  // namespace callgate::guard
