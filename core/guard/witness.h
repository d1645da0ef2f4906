// Whoever wants to see how a call is judged, guard by guard: commands that explain a verdict.
#pragma once

#include <optional>

#include "core/guard/guard.h"

namespace callgate::guard {

// Told of every guard that is asked before a call goes out, on the thread that judges. What it does counts
// into nothing; it must not throw.
class Witness {
 public:
  virtual ~Witness() = default;
  // `guard` is asked now: at `place`, or (without one) to take what the call will use.
  virtual void asked(const Guard& guard, Mode mode, std::optional<Before> place) = 0;
  // What it answered, before the chain does anything with it.
  virtual void answered(const Verdict& verdict) = 0;
};

}  // namespace callgate::guard
