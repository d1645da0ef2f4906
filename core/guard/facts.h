// What is known of a tool before anyone has seen arguments.
#pragma once

#include "core/guard/effect.h"
#include "core/guard/verdict.h"

namespace callgate::guard {

// By configuration, else by trusted hints, else by the name. The defaults are those of a tool nobody knows.
struct ToolFacts {
  Effect effect = Effect::unknown;
  bool trusted = false;      // its server's hints are believed
  bool idempotent = false;   // doing it twice is doing it once
  bool open_world = true;    // it reaches things outside of its server
  bool once = false;         // each effect of it must happen at most once
  bool is_volatile = false;  // repeating it with the same arguments is its purpose: a clock, a job's state
  Assurance assurance = Assurance::any;  // how sure we must be of a person's word

  bool reads() const { return effect == Effect::pure || effect == Effect::read; }
};

}  // namespace callgate::guard
