// What can be said of a condition before any call has come: that it always holds, or never.
#pragma once

#include <cstdint>
#include <string>

#include "core/policy_lint/model.h"

namespace callgate::policy_lint {

// Ordered, so that "and" is the least of two and "or" the greatest.
enum class Certainty : std::uint8_t { never, maybe, always };

struct Claim {
  Certainty certainty = Certainty::maybe;
  config::Place place;  // of what decides it
  std::string why;      // a sentence without a full stop; empty: nothing is certain
};

// Of a condition that a rule with these tools holds: with none, nothing is known of arguments. What is
// certain counts for calls whose arguments fit their tool's schema.
Claim claim_of(const config::Node& condition, const Model& model, const std::vector<mcp::ToolPtr>& tools);

}  // namespace callgate::policy_lint
