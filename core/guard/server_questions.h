// What servers may ask the user and the host's model for ("guards.policy.sampling" and "elicitation").
#pragma once

#include <string_view>

#include "core/guard/mode.h"
#include "core/policy/action.h"
#include "core/policy/knobs/policy.h"

namespace callgate::guard {

class ServerQuestions {
 public:
  ServerQuestions() = default;  // everything is allowed
  ServerQuestions(const policy::PolicyKnobs& knobs, Mode mode)
      : sampling_(knobs.sampling), elicitation_(knobs.elicitation), mode_(mode) {}

  // False: every question of every server is allowed.
  bool any() const;
  // Of the question `method` (MCP 2025-11-25, client/{sampling,elicitation}) by `server`, the key of its
  // entry in the configuration. The entry with the server's own name counts before those with stars, and of
  // these the strictest. Other methods are allowed.
  policy::Action of(std::string_view method, std::string_view server) const;
  Mode mode() const { return mode_; }

 private:
  policy::ByTool<policy::Action> sampling_, elicitation_;
  Mode mode_ = Mode::off;
};

}  // namespace callgate::guard
