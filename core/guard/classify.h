// Tools -> facts, by one policy.
#pragma once

#include <string>
#include <vector>

#include "core/guard/facts.h"
#include "core/guard/tool_pattern.h"
#include "core/mcp/tool.h"
#include "core/policy/policy.h"

namespace callgate::guard {

class Classifier {
 public:
  Classifier() = default;  // knows no server to trust
  explicit Classifier(const policy::Policy& policy);

  ToolFacts facts_of(const mcp::Tool& tool) const;
  // The same, remembered while the tool is the same. Valid until the next call.
  const ToolFacts& of(const mcp::ToolPtr& tool) {
    return memo_.of(tool, [this](const mcp::Tool& one) { return facts_of(one); });
  }

 private:
  std::vector<std::string> trusted_;
  policy::ToolTable tools_;
  bool strict_ = false;
  ToolMemo<ToolFacts> memo_;
};

}  // namespace callgate::guard
