#include "core/guard/server_questions.h"

#include <algorithm>

#include "core/base/glob.h"
#include "core/mcp/methods.h"

namespace callgate::guard {

using policy::Action;

namespace {

Action strictest(const policy::ByTool<Action>& entries, std::string_view server) {
  Action strictest = Action::allow;
  for (const auto& [pattern, action] : entries) {
    if (pattern == server) return action;
    if (glob_matches(pattern, server)) strictest = std::max(strictest, action);
  }
  return strictest;
}

bool all_allow(const policy::ByTool<Action>& entries) {
  return std::ranges::all_of(entries, [](const auto& entry) { return entry.second == Action::allow; });
}

}  // namespace

bool ServerQuestions::any() const {
  return mode_ != Mode::off && (!all_allow(sampling_) || !all_allow(elicitation_));
}

Action ServerQuestions::of(std::string_view method, std::string_view server) const {
  if (mode_ == Mode::off) return Action::allow;
  if (method == mcp::method::sampling) return strictest(sampling_, server);
  if (method == mcp::method::elicitation) return strictest(elicitation_, server);
  return Action::allow;
}

}  // namespace callgate::guard
