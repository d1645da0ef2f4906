#include "core/guards/policy/stages.h"

#include <algorithm>

#include "core/config/jsonc.h"
#include "core/guard/tool_pattern.h"

namespace callgate::guard {
namespace {

bool names(const policy::Stage& stage, const mcp::Tool& tool) {
  return std::ranges::any_of(stage.tools,
                             [&](const std::string& pattern) { return pattern_fits(pattern, tool); });
}

Finding finding(const Call& call, const policy::Stage& its, std::string reason, std::string instead) {
  return {"policy", "guards.policy.stages", "policy_stage",
          call.tool().exposed + " belongs to the stage " + config::quoted(its.name) + " of the workflow" +
              std::move(reason),
          std::move(instead)};
}

}  // namespace

std::size_t Stages::present() const {
  const auto now = std::ranges::find(stages_, memory_->now, &policy::Stage::name);
  return now == stages_.end() ? 0 : static_cast<std::size_t>(now - stages_.begin());
}

std::string_view Stages::missing(const policy::Stage& stage) const {
  const auto open = std::ranges::find_if(
      stage.until, [&](const std::string& pattern) { return !memory_->succeeded.contains(pattern); });
  return open == stage.until.end() ? std::string_view() : *open;
}

std::optional<Objection> Stages::judge(const Call& call) const {
  const auto fits = [&](const policy::Stage& stage) { return names(stage, call.tool()); };
  const std::size_t here = present();
  const auto its = std::ranges::find_if(stages_, fits);
  if (its == stages_.end() || fits(stages_[here])) return std::nullopt;
  const policy::Stage& now = stages_[here];
  const std::string at = "; the session is in " + config::quoted(now.name);
  const auto later = std::find_if(stages_.begin() + static_cast<std::ptrdiff_t>(here), stages_.end(), fits);
  if (later == stages_.end())
    return Objection{finding(call, *its, at + ", and what is over does not come again.",
                             "Use the tools of this stage, or tell the user.")};
  const bool next = later - stages_.begin() == static_cast<std::ptrdiff_t>(here) + 1;
  const std::string_view open = missing(now);
  if (!next || !open.empty()) {
    return Objection{finding(call, *later, at + ".",
                             open.empty() ? "Go through the stages before it first."
                                          : "Call " + std::string(open) + " with success first.")};
  }
  if (!later->approve) return std::nullopt;
  return Objection{finding(call, *later, ", which begins with this call.", ""), true};
}

void Stages::note(const Call& call, bool failed) {
  std::size_t here = present();
  const auto fits = [&](const policy::Stage& stage) { return names(stage, call.tool()); };
  if (!fits(stages_[here])) {
    auto its = std::find_if(stages_.begin() + static_cast<std::ptrdiff_t>(here), stages_.end(), fits);
    if (its == stages_.end()) its = std::ranges::find_if(stages_, fits);
    if (its != stages_.end()) {
      here = static_cast<std::size_t>(its - stages_.begin());
      *memory_ = {its->name, {}};
    }
  }
  if (failed) return;
  for (const std::string& pattern : stages_[here].until)
    if (pattern_fits(pattern, call.tool())) memory_->succeeded.insert(pattern);
}

}  // namespace callgate::guard
