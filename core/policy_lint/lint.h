// `callgate policy lint`: a policy held against itself and against the tools there are.
#pragma once

#include <optional>
#include <vector>

#include "core/base/clock.h"
#include "core/mcp/tool.h"
#include "core/policy/reader.h"
#include "core/policy_lint/finding.h"

namespace callgate::policy_lint {

struct Subject {
  const std::vector<policy::Layer>& layers;  // files that read_policy takes
  // All tools of all servers; nothing: not known, and what needs them is left out.
  const std::optional<std::vector<mcp::ToolPtr>>& tools;
  WallTime today;
};

// Everything that is found, by file and place. Nothing if read_policy does not take the layers.
Findings lint(const Subject& subject);

}  // namespace callgate::policy_lint
