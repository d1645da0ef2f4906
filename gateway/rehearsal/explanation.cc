#include "gateway/rehearsal/explanation.h"

#include <algorithm>

#include "gateway/approval_binding.h"

namespace callgate {
namespace {

// Writes down who is asked, and measures.
class Notebook final : public guard::Witness {
 public:
  explicit Notebook(const Clock& clock) : clock_(clock) {}
  void asked(const guard::Guard& guard, guard::Mode mode, std::optional<guard::Before> place) override {
    entries.push_back({std::string(guard.kind()), mode, place, guard::Decision::allow, false, {}, {}});
    since_ = clock_.now();
  }
  void answered(const guard::Verdict& verdict) override {
    Asked& entry = entries.back();
    entry.time = clock_.now() - since_;
    entry.decision = guard::decision_of(verdict);
    entry.waits = std::holds_alternative<guard::Wait>(verdict);
    guard::Verdict copy = verdict;
    if (const guard::Finding* why = guard::finding_of(copy)) entry.why = *why;
  }
  std::vector<Asked> entries;

 private:
  const Clock& clock_;
  Instant since_{};
};

void tell_who_was_left_out(const Rehearsal& rehearsal, Explanation& told) {
  for (const auto& station : rehearsal.chain()->stations()) {
    const bool reached = std::ranges::any_of(told.asked, [&](const Asked& one) {
      return one.guard == station.guard && one.place == station.place;
    });
    if (!reached) told.not_reached.push_back(station);
  }
  for (const std::string_view guard : rehearsal.chain()->stations_after()) {
    if (std::ranges::find(told.on_results, guard) == told.on_results.end())
      told.on_results.emplace_back(guard);
  }
}

}  // namespace

std::string Explanation::place_of(const std::string& rule) const {
  const auto story = std::ranges::find(rules, rule, &guard::RuleStory::rule);
  return story == rules.end() ? std::string() : story->where;
}

Explanation explain_call(const Config& config, std::shared_ptr<const policy::World> world, const Clock& clock,
                         const std::string& principal, KnownTools::Found found, const std::string& arguments,
                         const std::shared_ptr<guard::PinStore>& pins) {
  Explanation told;
  told.found = std::move(found);
  const mcp::ToolPtr& tool = told.found.tool;
  guard::Call first("first", tool, Bytes::copy(arguments));
  Rehearsal(config.policy, world, clock, principal, pins).judge(first);

  const Rehearsal rehearsal(config.policy, world, clock, principal, pins);
  guard::Call call("explain", tool, Bytes::copy(arguments));
  Notebook notebook(clock);
  told.judged = rehearsal.judge(call, &notebook);
  told.asked = std::move(notebook.entries);
  tell_who_was_left_out(rehearsal, told);
  for (const guard::GuardKind& kind : guard::guard_kinds()) {
    if (std::min(config.policy.mode, kind.mode(config.policy)) == guard::Mode::off)
      told.switched_off.emplace_back(kind.kind);
  }
  guard::Call again("rules", tool, Bytes::copy(call.arguments()));
  const guard::Passage shown(rehearsal.chain(), again);
  told.facts = again.facts();
  told.rules = guard::stories_of(config.policy, rehearsal.deps(), again);
  if (auto digest = approval_digest(call, *world, principal, config.policy.revision)) told.digest = *digest;
  return told;
}

}  // namespace callgate
