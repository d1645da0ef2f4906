// AuraGuard: seven primitives in one chain, all of them on.
#include <array>
#include <cmath>

#include "core/guard/effect.h"
#include "setup.h"

namespace callgate::guard_cases {
namespace {

// What the source does where a case says nothing. Its refusals for repeated failures, its set-aside tools and
// its caps last for the whole run; a result stays good for as long.
constexpr const char* kDefaults = R"({
  "policy": {"effects": {"destructive": "allow"}},
  "loops": {"repeat": {"threshold": 3, "ttl": "24h"}, "jitter": {"threshold": 3, "similarity": 0.6, "window": 12},
            "sequence": {"threshold": 3, "require_stale": false}, "stall": {"mode": "off"}, "quarantine": "session"},
  "breaker": {"streak": 2, "cooldown_s": 86400, "same_sig_max": 2, "non_retryable": [], "upstream_trip": "none",
              "classes": ["auth", "permission", "rate_limit", "timeout", "network", "server_error"],
              "backoff": {"min": "0ms"}},
  "idempotency": {"once_tools": ["*__send_reply", "*__refund", "*__cancel"], "max_executed": 1, "verbs": "off",
                  "near_duplicate": "allow"},
  "budget": {"price": {"*": 0.04}, "warn": 1, "at_limit": "rewrite"}
})";

Json milliseconds(const Json& seconds) {
  return std::to_string(std::llround(seconds.get<double>() * 1000)) + "ms";
}
Json for_all(const Json& value) {
  return {{"*", value}};
}
Json failures_before(const Json& threshold) {
  return std::max(1, threshold.get<int>() - 1);
}

constexpr std::array kRows = {
    Row{"repeat_toolcall_threshold", "guards.loops.repeat.threshold"},
    Row{"repeat_toolcall_threshold", "guards.breaker.same_sig_max", &failures_before},
    Row{"cache_ttl_seconds", "guards.loops.repeat.ttl", &milliseconds},
    Row{"arg_ignore_keys", "guards.loops.ignore_keys", &pattern},
    Row{"arg_jitter_similarity_threshold", "guards.loops.jitter.similarity"},
    Row{"arg_jitter_repeat_threshold", "guards.loops.jitter.threshold"},
    Row{"sequence_repeat_threshold", "guards.loops.sequence.threshold"},
    Row{"error_retry_threshold", "guards.breaker.streak"},
    Row{"max_calls_per_tool", "guards.budget.per_tool", &for_all},
    Row{"max_cost_per_run", "guards.budget.max_cost"},
    Row{"default_tool_cost", "guards.budget.price", &for_all},
    Row{"side_effect_tools", "guards.idempotency.once_tools", &pattern},
    Row{"side_effect_max_executed_per_run", "guards.idempotency.max_executed"},
};
// Read below, or without a meaning on the wire.
constexpr std::array<std::string_view, 9> kKnown = {
    "tool_costs",        "tool_policies",          "sequence_detection_enabled",
    "never_cache_tools", "tool_loop_window",       "max_sequence_length",
    "max_cache_entries", "cost_warning_threshold", "max_unique_calls_tracked"};

void adapt_tool_policy(const std::string& tool, const Json& said, Setup& setup) {
  Json& entry = at_path(setup.policy, "guards.policy.tools")[pattern(tool).get<std::string>()];
  if (!entry.is_object()) entry = Json::object();
  const std::string access = said.value("access", "");
  if (access == "deny") entry["access"] = "deny";
  if (access == "human" || access == "human_approval") entry["access"] = "hold";
  if (said.contains("require_args")) entry["require_args"] = said["require_args"];
  if (said.contains("max_calls"))
    at_path(setup.policy, "guards.budget.per_tool")[pattern(tool).get<std::string>()] = said["max_calls"];
  if (entry.empty()) at_path(setup.policy, "guards.policy.tools").erase(pattern(tool).get<std::string>());
}

}  // namespace

void adapt_auraguard(const Json& one, Setup& setup) {
  const Json& config = one.at("config");
  setup.tells_rewrites = true;
  setup.policy["guards"] = Json::parse(kDefaults);
  apply(kRows, kKnown, config, setup);
  const Json costs = config.value("tool_costs", Json::object());
  for (const auto& [tool, price] : costs.items())
    at_path(setup.policy, "guards.budget.price")[pattern(tool).get<std::string>()] = price;
  const Json policies = config.value("tool_policies", Json::object());
  for (const auto& [tool, said] : policies.items()) adapt_tool_policy(tool, said, setup);
  if (!config.value("sequence_detection_enabled", true))
    at_path(setup.policy, "guards.loops.sequence.threshold") = "none";
  // What is no side effect may be answered from memory there; here that goes for reads, so tools of which
  // nothing is known are said to read.
  Json& tools = at_path(setup.policy, "guards.policy.tools");
  for (const Json& tool : config.value("never_cache_tools", Json::array()))
    tools[pattern(tool).get<std::string>()]["volatile"] = true;
  for (const Json& step : one.at("sequence")) {
    const std::string tool = step[0];
    if (guard::effect_of_name(names_of(tool).second) == guard::Effect::unknown)
      tools[pattern(tool).get<std::string>()]["class"] = "read";
    if (!step[2].is_object()) continue;
    if (step[2].contains("ticket_id")) {
      setup.ticketed = true;
      at_path(setup.policy, "guards.idempotency.ticket") = "args.ticket_id";
    }
    if (step[2].value("side_effect_executed", false))
      at_path(setup.policy, "guards.idempotency.outcome_on_error")[pattern(tool).get<std::string>()] =
          "succeeded";
  }
  if (tools.empty()) at_path(setup.policy, "guards.policy").erase("tools");
}

}  // namespace callgate::guard_cases
