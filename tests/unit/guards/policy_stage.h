// Calls under a policy that is written as text, with a world and a clock that a test turns.
#pragma once

#include <doctest/doctest.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "../guard/scripted_guard.h"
#include "../policy/read_rules.h"
#include "core/guards/registry.h"
#include "tests/unit/guards/only.h"

namespace callgate::guard {

struct PolicyWorld final : policy::World {
  PolicyWorld() : World("/home/ada", "/work") {}
  std::string workspace() const override { return "/home/ada/proj"; }
  std::optional<std::string_view> principal(std::string_view name) const override {
    if (name == "agent" && !agent.empty()) return agent;
    return std::nullopt;
  }
  std::optional<std::string_view> variable(std::string_view name) const override {
    const auto found = variables.find(std::string(name));
    return found == variables.end() ? std::nullopt : std::optional<std::string_view>(found->second);
  }
  std::optional<Millis> zone_offset(const std::string& zone, WallTime) const override {
    if (zone == "UTC") return Millis(0);
    return zone == "Europe/Berlin" ? std::optional(Millis(3'600'000)) : std::nullopt;
  }
  std::string agent;
  std::map<std::string, std::string> variables;
};

// One gateway's worth of calls under one policy.
struct PolicyStage {
  explicit PolicyStage(const std::string& text, const policy::Choice& choice = {}) { use(text, choice); }
  void use(const std::string& text, const policy::Choice& choice = {}) {
    policy::Policy policy = policy_of({text}, choice);
    test::only(policy, {"policy", "approval", "cache", "budget", "idempotency"});
    chain = make_chain(
        policy, {.clock = clock, .home = "/home/ada", .cwd = "/work", .memory = memory, .world = world},
        "ada");
  }

  struct Judged {
    Decision decision = Decision::allow;
    Finding why;
    Assurance needs = Assurance::any;
    std::string arguments;
    Effect effect = Effect::unknown;
    bool once = false;
    std::vector<std::string> rules;
    std::vector<WouldBe> would_be;
    std::vector<std::pair<Decision, Finding>> taken;
    Decision result_decision = Decision::allow;
    std::string result;
  };

  // Judges one call; with a result, it is answered.
  Judged judge(mcp::ToolPtr tool, std::string_view arguments = "{}", const char* result = nullptr) {
    Call call("c" + std::to_string(++calls), std::move(tool), Bytes::copy(arguments));
    Passage passage(chain, call);
    Verdict verdict = passage.enter();
    while (const auto* wait = std::get_if<Wait>(&verdict)) {
      REQUIRE(wait->hook);
      waited.push_back(wait->why.rule);
      HookAnswer answer = hook_answer;
      answer.hook = wait->hook;
      call.add_answer(answer);
      verdict = passage.enter();
    }
    Judged judged;
    judged.decision = guard::decision_of(verdict);
    if (const Finding* why = finding_of(verdict)) judged.why = *why;
    if (const Ask* ask = std::get_if<Ask>(&verdict)) judged.needs = ask->needs;
    judged.arguments = call.arguments();
    judged.effect = call.facts().effect;
    judged.once = call.facts().once;
    for (const policy::Rule* rule : call.rules()) judged.rules.push_back(rule->id);
    if (result && std::holds_alternative<Allow>(verdict)) {
      Amend amend = passage.leave(Bytes::copy(result));
      judged.result_decision = guard::decision_of(amend);
      if (const auto* replaced = std::get_if<Replace>(&amend)) judged.result = replaced->result.view();
      passage.end(Ending::answered);
    }
    judged.would_be = passage.would_be();
    judged.taken = passage.taken();
    return judged;
  }
  Judged judge(const std::string& tool, std::string_view arguments = "{}", const char* result = nullptr) {
    return judge(some_tool("fs", tool), arguments, result);
  }
  Decision decide(const std::string& tool, std::string_view arguments = "{}") {
    return judge(tool, arguments).decision;
  }

  ManualClock clock;
  std::shared_ptr<PolicyWorld> world = std::make_shared<PolicyWorld>();
  std::shared_ptr<GuardMemory> memory = std::make_shared<GuardMemory>();
  std::shared_ptr<const GuardChain> chain;
  HookAnswer hook_answer{.passed = true};
  std::vector<std::string> waited;
  int calls = 0;
};

inline std::string rules(const std::string& list, const std::string& more = "") {
  return "{" + more + "\"rules\": [" + list + "]}";
}

inline constexpr const char* kOk = R"({"content":[]})";

}  // namespace callgate::guard
