// How badly a session goes, as a number, and what that means for the calls to come.
#pragma once

#include <boost/circular_buffer.hpp>
#include <cstddef>

#include "core/policy/knobs/risk.h"

namespace callgate::guard {

enum class Weather : std::uint8_t { active, observe, cooldown };

// The share of the last kWindow calls that were refused or failed. A short session proves nothing: it counts
// as if kGrace good calls had gone before.
class Troubles {
 public:
  static constexpr std::size_t kWindow = 50, kGrace = 10;

  void note(bool trouble);
  double share() const;

 private:
  boost::circular_buffer<bool> recent_{kWindow};
  std::size_t troubles_ = 0;  // among them
};

// Keeps the state between the calls, because it is left later than it is entered.
class Gauge {
 public:
  // `severity` that is no number from 0 up counts as `invalid`.
  Weather read(double severity, const policy::RiskKnobs::Severity& knobs);

 private:
  bool cooling_ = false;
};

}  // namespace callgate::guard
