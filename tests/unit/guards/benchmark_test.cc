// The published benchmark of a loop guard, as recorded in tests/cases/guards.jsonl: scenarios A to E and the
// fourteen synthetic ones, played through the guards that keep accounts. Tools that have no side effect are
// reads there, as they were for the guard that was measured.
#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "guard_stage.h"

using namespace callgate;
using namespace callgate::guard;
using Tree = nlohmann::json;

namespace {

struct Scenario {
  explicit Scenario(const Tree& recorded) : one(recorded) {
    const Tree config = one["config"];
    policy::GuardKnobs& guards = stage.policy.guards;
    guards.loops.mode = guards.breaker.mode = guards.idempotency.mode = guards.budget.mode = Mode::enforce;
    guards.loops.repeat.ttl = std::chrono::hours(1);
    guards.budget.at_limit = policy::BudgetKnobs::AtLimit::rewrite;
    const std::string price = config.value("default_tool_cost", Tree(0.04)).dump();
    guards.budget.price = {{"*", policy::Amount::read(price).value()}};
    if (config.contains("max_cost_per_run"))
      guards.budget.max_cost = policy::Amount::read(config["max_cost_per_run"].dump());
    if (config.contains("max_calls_per_tool"))
      guards.budget.per_tool = {{"*", config["max_calls_per_tool"].get<std::int64_t>()}};
    once = config.value("side_effect_tools", std::vector<std::string>());
    for (const std::string& tool : once) guards.idempotency.once_tools.push_back("x__" + tool);
    stage.open();
  }

  static std::string result_of(const Tree& given) {
    if (given.is_object() && given.contains("ok") && !given["ok"].get<bool>())
      return error_result(given["error_code"].get<std::string>());
    const Tree payload = given.is_object() && given.contains("payload") ? given["payload"] : Tree("ok");
    Tree result;
    result["content"] = Tree::array({{{"type", "text"}, {"text", payload.dump()}}});
    return result.dump();
  }

  std::vector<std::string> play() {
    std::vector<std::string> got;
    for (const Tree& step : one["sequence"]) {
      const std::string name = step[0];
      const bool effect = std::find(once.begin(), once.end(), name) != once.end();
      const mcp::ToolPtr tool = effect ? some_tool("x", name) : reading("x", name);
      const std::string decision = stage.play(tool, step[1].dump(), result_of(step[2]));
      got.push_back(decision == "replay" ? "cache" : decision == "warn" ? "allow" : decision);
    }
    return got;
  }

  Tree one;
  GuardStage stage;
  std::vector<std::string> once;
};

}  // namespace

TEST_CASE("the published benchmark: the same verdicts, and not one call more") {
  std::ifstream file(CALLGATE_SOURCE_DIR "/tests/cases/guards.jsonl");
  std::string line;
  int played = 0;
  while (std::getline(file, line)) {
    const Tree one = Tree::parse(line);
    const std::string title = one["title"];
    if (!title.starts_with("BENCH") && !title.starts_with("LIVE")) continue;
    CAPTURE(title);
    Scenario scenario(one);
    CHECK(scenario.play() == one["expected"].get<std::vector<std::string>>());
    CHECK(scenario.stage.executed <= one["counts"]["executed"].get<int>());
    ++played;
  }
  CHECK(played == 19);
}
