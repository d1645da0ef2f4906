#include "gateway/commands/replay_run.h"

#include <algorithm>

#include "core/guards/policy/name_alone.h"

namespace callgate::commands {
namespace {

using How = Replayed::How;

// Whatever the records say: nanoseconds of it still fit a clock.
constexpr Millis kLongestRun = std::chrono::days(36'500);

// The guards that need no arguments where the policy needs none.
policy::Policy policy_alone(policy::Policy policy) {
  config::Node off;
  off.type = config::Type::string;
  off.text = "off";
  for (const policy::KnobTable& table : policy::knob_tables()) {
    if (table.guard == "policy" || table.guard == "approval") continue;
    for (const policy::Knob& knob : table.knobs) {
      if (knob.key == "mode") knob.read(table.in(policy.guards), off, knob.shape);
    }
  }
  return policy;
}

class Run {
 public:
  Run(const Config& config, const std::shared_ptr<const policy::World>& world, const std::string& principal,
      const KnownTools& tools, WallTime start)
      : config_(config),
        tools_(tools),
        whole_(config.policy, world, started(start), principal),
        alone_(policy_alone(config.policy), world, clock_, principal) {}

  Replayed play(const PastCall& past) {
    clock_.passed = std::clamp(past.start - clock_.start, clock_.passed.load(), kLongestRun);
    const LedgerRecord& record = past.record;
    const mcp::ToolPtr tool = tools_.find(record.server, record.tool, record.name()).tool;
    Replayed played{.before = decision_before(record)};
    if (past.kept.blanked && record.guard == "secrets") {
      played.how = How::secrets_decided;
    } else if (!past.kept.arguments.empty()) {
      played.after = decide(whole_, past, tool, past.kept.arguments);
    } else {
      by_name(past, tool, played);
    }
    return played;
  }

 private:
  const Clock& started(WallTime start) {
    clock_.start = start - clock_.passed.load();
    return clock_;
  }

  void by_name(const PastCall& past, const mcp::ToolPtr& tool, Replayed& played) {
    played.how = How::not_kept;
    if (!guard::decided_by_name(config_.policy, *tool)) return;
    const std::string after = decide(alone_, past, tool, "{}");
    const std::string& guard = past.record.guard;
    // Another guard had looked at the arguments, and would have to look at them again.
    const bool by_other = played.before != "allow" && played.before != "ask" && guard != "policy";
    if (by_other && after != "deny") return;
    played.how = How::by_name;
    played.after = after;
  }

  std::string decide(const Rehearsal& rehearsal, const PastCall& past, const mcp::ToolPtr& tool,
                     const std::string& arguments) {
    guard::Call call(past.record.call, tool, Bytes::copy(arguments));
    guard::Passage passage(rehearsal.chain(), call);
    guard::Verdict verdict = enter_at_once(call, passage);
    const std::string decision = in_policy_words(guard::decision_of(verdict));
    if (std::holds_alternative<guard::Ask>(verdict) && past.record.executed()) {
      call.set_approved();
      verdict = enter_at_once(call, passage);
    }
    if (std::holds_alternative<guard::Answer>(verdict)) passage.end(guard::Ending::answered);
    if (std::holds_alternative<guard::Allow>(verdict)) finish(past.record, passage);
    passage.end(guard::Ending::denied);
    return decision;
  }

  void finish(const LedgerRecord& record, guard::Passage& passage) {
    const std::string& outcome = record.outcome;
    if (outcome == "timeout" || outcome == "lost" || outcome == "error") {
      const guard::ErrorClass what = outcome == "timeout" ? guard::ErrorClass::timeout
                                     : outcome == "lost"  ? guard::ErrorClass::network
                                                          : guard::ErrorClass::server_error;
      passage.failed({what, true, outcome == "error"});
      return passage.end(guard::Ending::failed);
    }
    if (outcome == "cancelled") return passage.end(guard::Ending::cancelled);
    std::string result = R"({"content":[{"type":"text","text":"result of )" + record.call + "\"}]";
    result += outcome == "toolError" ? R"(,"isError":true})" : "}";
    (void)passage.leave(Bytes::adopt(std::move(result)));
    passage.end(guard::Ending::answered);
  }

  const Config& config_;
  const KnownTools& tools_;
  ManualClock clock_;
  const Rehearsal whole_, alone_;
};

}  // namespace

std::string in_policy_words(guard::Decision decision) {
  switch (decision) {
    case guard::Decision::hold:
      return "ask";
    case guard::Decision::deny:
    case guard::Decision::rewrite:
    case guard::Decision::cache:
    case guard::Decision::replay:
      return std::string(to_string(decision));
    default:
      return "allow";
  }
}

std::vector<Replayed> replay_run(const Config& config, std::shared_ptr<const policy::World> world,
                                 const std::string& principal, const KnownTools& tools,
                                 const std::vector<PastCall>& calls) {
  std::vector<Replayed> all;
  if (calls.empty()) return all;
  Run run(config, world, principal, tools, calls.front().start);
  for (const PastCall& call : calls) all.push_back(run.play(call));
  return all;
}

}  // namespace callgate::commands
