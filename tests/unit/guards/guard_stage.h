// A gateway in small: plays calls through the chain of a policy and answers those that would go out.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "../guard/scripted_guard.h"
#include "core/guards/registry.h"

namespace callgate::guard {

inline std::string text_result(std::string_view text) {
  return R"({"content":[{"type":"text","text":")" + std::string(text) + R"("}]})";
}
inline std::string error_result(std::string_view text) {
  return R"({"content":[{"type":"text","text":")" + std::string(text) + R"("}],"isError":true})";
}
inline mcp::ToolPtr reading(std::string server, std::string name) {
  return some_tool(std::move(server), std::move(name), {.read_only = true}, true);
}

// A call that has been admitted and not yet been answered.
struct Underway {
  Underway(std::shared_ptr<const GuardChain> chain, std::string id, mcp::ToolPtr tool,
           std::string_view arguments, const policy::Rule* rule = nullptr)
      : call(std::move(id), std::move(tool), Bytes::copy(arguments)), passage(std::move(chain), call) {
    if (rule) call.set_rules({rule});
    verdict = passage.enter();
  }
  bool allowed() const { return std::holds_alternative<Allow>(verdict); }
  Call call;
  Passage passage;
  Verdict verdict;
};

struct GuardStage {
  // All guards are off; a test switches on what it is about.
  GuardStage() {
    policy.guards.policy.mode = Mode::off;
    policy.guards.pins.mode = Mode::off;
    policy.guards.resources.mode = Mode::off;
    policy.guards.risk.mode = Mode::off;
    policy.guards.cache.mode = Mode::off;
    policy.guards.loops.mode = Mode::off;
    policy.guards.budget.mode = Mode::off;
    policy.guards.capacity.mode = Mode::off;
    policy.guards.idempotency.mode = Mode::off;
    policy.guards.breaker.mode = Mode::off;
  }
  void open() { chain = make_chain(policy, {clock, "/home/ada", "", memory, world}, "ada"); }

  std::unique_ptr<Underway> start(mcp::ToolPtr tool, std::string_view arguments = "{}") {
    if (!chain) open();
    auto made = std::make_unique<Underway>(chain, "c" + std::to_string(++calls), std::move(tool), arguments);
    would_be = made->passage.would_be();
    taken = made->passage.taken();
    code.clear(), reason.clear(), instead.clear(), retry_after.reset();
    if (const Finding* why = finding_of(made->verdict))
      code = why->code, reason = why->reason, instead = why->instead;
    if (const Deny* deny = std::get_if<Deny>(&made->verdict)) retry_after = deny->retry_after;
    if (const Answer* answer = std::get_if<Answer>(&made->verdict)) answered_of = answer->of;
    return made;
  }
  std::string finish(Underway& call, std::string_view result, Ending ending = Ending::answered) {
    Decision decision = decision_of(call.verdict);
    if (const Deny* deny = std::get_if<Deny>(&call.verdict); deny && deny->guidance)
      decision = Decision::rewrite;
    if (const Answer* answer = std::get_if<Answer>(&call.verdict)) {
      call.passage.leave(answer->result);
      call.passage.end(Ending::answered);
    } else if (call.allowed()) {
      ++executed;
      if (ending == Ending::answered) call.passage.leave(Bytes::copy(result));
      call.passage.end(ending);
      if (!call.passage.taken().empty()) decision = Decision::warn;
    } else {
      call.passage.end(Ending::denied);
    }
    return std::string(to_string(decision));
  }
  // One call from beginning to end: "allow" if it went out, else the decision.
  std::string play(mcp::ToolPtr tool, std::string_view arguments = "{}", std::string_view result = kGood,
                   Ending ending = Ending::answered) {
    const auto call = start(std::move(tool), arguments);
    return finish(*call, result, ending);
  }

  static constexpr const char* kGood = R"({"content":[{"type":"text","text":"hello"}]})";
  policy::Policy policy;
  ManualClock clock;
  std::shared_ptr<const policy::World> world;  // null: knows nothing
  std::shared_ptr<GuardMemory> memory = std::make_shared<GuardMemory>();
  std::shared_ptr<const GuardChain> chain;
  int calls = 0, executed = 0;
  std::string code, reason, instead, answered_of;
  std::optional<Millis> retry_after;
  std::vector<WouldBe> would_be;
  std::vector<std::pair<Decision, Finding>> taken;
};

}  // namespace callgate::guard
