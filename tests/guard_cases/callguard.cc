// CallGuard: limits, preconditions, a classifier of commands.
#include <algorithm>
#include <array>
#include <stdexcept>

#include "conditions.h"
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

// A precondition refuses always, or where an argument is missing, or where "when" holds.
Json rule_of(const Json& said, std::size_t number) {
  constexpr std::string_view kSaid[] = {"tool", "require_arg", "always", "when", "message"};
  for (const auto& [key, value] : said.items()) {
    if (std::ranges::find(kSaid, key) == std::end(kSaid))
      throw std::runtime_error("preconditions know no " + key);
  }
  Json rule = {{"id", "precondition-" + std::to_string(number)}, {"then", "deny"}};
  const std::string tool = said.value("tool", "*");
  if (tool != "*") rule["match"] = {{"tools", pattern(tool)}};
  if (said.contains("require_arg"))
    rule["unless"] = {{"args." + said["require_arg"].get<std::string>(), {{"exists", true}}}};
  if (said.contains("when")) rule["when"] = condition_of(said["when"]);
  if (said.contains("message")) rule["reason"] = plain_message(said["message"]);
  return rule;
}

}  // namespace

void adapt_callguard(const Json& one, Setup& setup) {
  const Json& config = one.at("config");
  setup.policy["guards"]["budget"] = {{"fan_out", "none"}, {"max_attempts", 500}, {"max_calls", 200}};
  setup.policy["guards"]["policy"] = {{"effects", {{"destructive", "allow"}}}};
  apply(kLimits, kKnown, config, setup);
  if (config.value("deny_sensitive_reads", false))
    setup.policy["guards"]["resources"] = {{"sensitive_paths", true}};
  std::size_t number = 0;
  for (const Json& said : config.value("preconditions", Json::array()))
    setup.policy["rules"].push_back(rule_of(said, ++number));
}

}  // namespace callgate::guard_cases
