// CallGuard: limits, preconditions, a classifier of commands.
#include <array>

#include "setup.h"

namespace callgate::guard_cases {
namespace {

constexpr std::array kLimits = {
    Row{"limits.max_attempts", "guards.budget.max_attempts"},
    Row{"limits.max_tool_calls", "guards.budget.max_calls"},
    Row{"limits.max_calls_per_tool", "guards.budget.per_tool", &pattern},
    Row{"mode", "mode"},
};
constexpr std::array<std::string_view, 3> kKnown = {"preconditions", "deny_sensitive_reads", "observed_by"};

Json rule_of(const Json& said, std::size_t number) {
  Json rule = {{"id", "precondition-" + std::to_string(number)}, {"then", "deny"}};
  const std::string tool = said.value("tool", "*");
  if (tool != "*") rule["match"] = {{"tools", pattern(tool)}};
  if (said.contains("require_arg"))
    rule["unless"] = {{"args." + said["require_arg"].get<std::string>(), {{"exists", true}}}};
  if (said.contains("message")) rule["reason"] = said["message"];
  return rule;
}

}  // namespace

void adapt_callguard(const Json& one, Setup& setup) {
  const Json& config = one.at("config");
  setup.policy["guards"]["budget"] = {{"fan_out", "none"}};
  setup.policy["guards"]["policy"] = {{"effects", {{"destructive", "allow"}}}};
  apply(kLimits, kKnown, config, setup);
  if (config.value("deny_sensitive_reads", false))
    setup.policy["guards"]["resources"] = {{"sensitive_paths", true}};
  std::size_t number = 0;
  for (const Json& said : config.value("preconditions", Json::array()))
    setup.policy["rules"].push_back(rule_of(said, ++number));
}

}  // namespace callgate::guard_cases
