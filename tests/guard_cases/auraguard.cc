// AuraGuard: seven primitives in one chain, all of them on.
#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <stdexcept>

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
                  "near_duplicate": "allow", "window": "24h"},
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

Json classes_of(const Json& codes) {
  static const std::map<std::string_view, const char*> kClasses = {
      {"401", "auth"},        {"403", "permission"},           {"429", "rate_limit"},
      {"timeout", "timeout"}, {"connection_error", "network"}, {"5xx", "server_error"}};
  Json classes = Json::array();
  for (const Json& code : codes) {
    const auto known = kClasses.find(code.get<std::string>());
    if (known == kClasses.end()) throw std::runtime_error("there is no class for the code " + code.dump());
    classes.push_back(known->second);
  }
  return classes;
}
Json queries(const Json& keys_by_tool) {
  Json keys = Json::array();
  for (const auto& [tool, names] : keys_by_tool.items())
    for (const Json& name : names) keys.push_back(name);
  return keys;
}
Json shadowed(const Json& on) {
  return on.get<bool>() ? "observe" : "enforce";
}

constexpr std::array kRows = {
    Row{"repeat_toolcall_threshold", "guards.loops.repeat.threshold"},
    Row{"repeat_toolcall_threshold", "guards.breaker.same_sig_max", &failures_before},
    Row{"cache_ttl_seconds", "guards.loops.repeat.ttl", &milliseconds},
    Row{"arg_ignore_keys", "guards.loops.ignore_keys", &pattern},
    Row{"arg_jitter_similarity_threshold", "guards.loops.jitter.similarity"},
    Row{"arg_jitter_repeat_threshold", "guards.loops.jitter.threshold"},
    Row{"query_arg_keys_by_tool", "guards.loops.jitter.args", &queries},
    Row{"max_sequence_length", "guards.loops.sequence.max_len"},
    Row{"sequence_repeat_threshold", "guards.loops.sequence.threshold"},
    Row{"error_retry_threshold", "guards.breaker.streak"},
    Row{"quarantine_error_codes", "guards.breaker.classes", &classes_of},
    Row{"max_calls_per_tool", "guards.budget.per_tool", &for_all},
    Row{"max_cost_per_run", "guards.budget.max_cost"},
    Row{"default_tool_cost", "guards.budget.price", &for_all},
    Row{"cost_model.default_tool_call_cost", "guards.budget.price", &for_all},
    Row{"shadow_mode", "mode", &shadowed},
    Row{"side_effect_tools", "guards.idempotency.once_tools", &pattern},
    Row{"side_effect_max_executed_per_run", "guards.idempotency.max_executed"},
};
// Read below, or without a meaning on the wire.
constexpr std::array<std::string_view, 19> kKnown = {"tool_costs",
                                                     "cost_model.tool_cost_by_name",
                                                     "cost_model.input_token_cost_per_1k",
                                                     "cost_model.output_token_cost_per_1k",
                                                     "tool_policies",
                                                     "sequence_detection_enabled",
                                                     "never_cache_tools",
                                                     "tool_loop_window",
                                                     "max_cache_entries",
                                                     "max_cost_events",
                                                     "max_unique_calls_tracked",
                                                     "cost_warning_threshold",
                                                     "no_state_change_threshold",
                                                     "stall_text_similarity_threshold",
                                                     "stall_pattern_threshold",
                                                     "stall_pattern_streak_threshold",
                                                     "stall_rewrite_max_attempts",
                                                     "secret_key",
                                                     "strict_mode"};

void adapt_tool_policy(const std::string& tool, const Json& said, Setup& setup) {
  constexpr std::string_view kSaid[] = {"access", "max_calls", "risk", "require_args", "deny_reason"};
  for (const auto& [key, value] : said.items()) {
    if (std::ranges::find(kSaid, key) == std::end(kSaid)) setup.problem = "tool policies know no " + key;
  }
  Json& entry = at_path(setup.policy, "guards.policy.tools")[pattern(tool).get<std::string>()];
  if (!entry.is_object()) entry = Json::object();
  const std::string access = said.value("access", "");
  if (access == "deny") entry["access"] = "deny";
  if (access == "human" || access == "human_approval") entry["access"] = "hold";
  if (!entry.contains("access") && access != "allow" && !access.empty())
    setup.problem = "there is no access " + access;
  if (said.contains("require_args")) entry["require_args"] = said["require_args"];
  if (said.contains("max_calls"))
    at_path(setup.policy, "guards.budget.per_tool")[pattern(tool).get<std::string>()] = said["max_calls"];
  if (entry.empty()) at_path(setup.policy, "guards.policy.tools").erase(pattern(tool).get<std::string>());
}

// A call may say itself whether it has a side effect; ours knows that of tools.
void mark_side_effect(const std::string& tool, bool has_one, Setup& setup) {
  Json& once = at_path(setup.policy, "guards.idempotency.once_tools");
  Json kept = Json::array();
  for (const Json& one : once)
    if (one != pattern(tool)) kept.push_back(one);
  if (has_one) kept.push_back(pattern(tool));
  once = kept;
}

// What a step tells of its tool.
void adapt_step(const std::string& tool, const Json& told, Setup& setup) {
  if (told.contains("side_effect")) mark_side_effect(tool, told["side_effect"], setup);
  if (told.contains("ticket_id")) {
    setup.ticketed = true;
    at_path(setup.policy, "guards.idempotency.ticket") = "args.ticket_id";
  }
  if (told.value("side_effect_executed", false))
    at_path(setup.policy, "guards.idempotency.outcome_on_error")[pattern(tool).get<std::string>()] =
        "succeeded";
}

}  // namespace

void adapt_auraguard(const Json& one, Setup& setup) {
  const Json& config = one.at("config");
  setup.tells_rewrites = true;
  setup.policy["guards"] = Json::parse(kDefaults);
  apply(kRows, kKnown, config, setup);
  const Json model = config.value("cost_model", Json::object());
  for (const Json& costs :
       {config.value("tool_costs", Json::object()), model.value("tool_cost_by_name", Json::object())}) {
    for (const auto& [tool, price] : costs.items())
      at_path(setup.policy, "guards.budget.price")[pattern(tool).get<std::string>()] = price;
  }
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
    if (step[2].is_object()) adapt_step(tool, step[2], setup);
  }
  if (tools.empty()) at_path(setup.policy, "guards.policy").erase("tools");
}

}  // namespace callgate::guard_cases
