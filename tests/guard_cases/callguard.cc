// CallGuard and its successor edictum: limits, preconditions, a classifier of commands, rules in words.
#include <array>
#include <map>

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

// The conditions of edictum in our words.
Json condition(const Json& when) {
  static const std::map<std::string_view, const char*> kOperators = {{"equals", "eq"},
                                                                     {"not_equals", "ne"},
                                                                     {"in", "in"},
                                                                     {"not_in", "notIn"},
                                                                     {"exists", "exists"},
                                                                     {"contains", "contains"},
                                                                     {"gt", "gt"},
                                                                     {"gte", "gte"},
                                                                     {"lt", "lt"},
                                                                     {"lte", "lte"},
                                                                     {"contains_any", "containsAny"},
                                                                     {"starts_with", "startsWith"},
                                                                     {"ends_with", "endsWith"},
                                                                     {"matches", "regex"}};
  Json out = Json::object();
  for (const auto& [key, value] : when.items()) {
    if (key == "all" || key == "any") {
      out[key] = Json::array();
      for (const Json& each : value) out[key].push_back(condition(each));
    } else if (key == "not") {
      out[key] = condition(value);
    } else {
      // Who calls is told by the gateway's launch, so a role is a variable of its environment.
      const std::string field = key == "principal.role" ? "env.ROLE"
                                : key == "output.text"  ? std::string("result.text")
                                                        : key;
      Json& tests = out[field];
      for (const auto& [word, operand] : value.items()) {
        const auto known = kOperators.find(word);
        if (known != kOperators.end()) {
          tests[known->second] = operand;
        } else if (word == "matches_any") {
          for (const Json& one : operand) tests["any"].push_back(Json{{"regex", one}});
        } else {
          tests[word] = operand;  // the policy will say that it knows no such operator
        }
      }
    }
  }
  return out;
}

constexpr std::array kRuleRows = {Row{"environment", "guards.policy.environment"}};
constexpr std::array<std::string_view, 3> kRuleKnown = {"when", "principal", "action"};

// The ruleset by which the source tests its sandbox: commands that leave two folders are put to a person,
// other tools may not leave them at all, nor reach hosts that are not listed. Ours has one answer for all
// tools, so it is that for the tool of the case.
void adapt_sandbox(const Json& one, Setup& setup) {
  const std::string tool = one.at("sequence").at(0).at(0);
  setup.policy["guards"] = {{"resources",
                             {{"within", {"/workspace", "/tmp"}},
                              {"sensitive_paths", false},
                              {"commands_allow",
                               {"ls", "cat", "echo", "head", "tail", "grep", "find", "wc", "tar", "cp", "git",
                                "python", "python3", "node", "npm", "pip"}},
                              {"outside", tool == "exec" ? "hold" : "deny"}}},
                            {"policy", {{"effects", {{"destructive", "allow"}}}}}};
  if (tool != "exec") setup.policy["guards"]["network"] = Json::object();
  setup.policy["rules"].push_back(Json{{"id", "reverse-shell"},
                                       {"match", {{"tools", "*__exec"}}},
                                       {"when", {{"args.command", {{"regex", "/dev/(tcp|udp)/"}}}}},
                                       {"then", "deny"}});
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

void adapt_edictum(const Json& one, Setup& setup) {
  const Json& config = one.at("config");
  setup.policy["guards"]["policy"] = {{"effects", {{"destructive", "allow"}}}};
  if (config.contains("ruleset")) {
    const std::string ruleset = config["ruleset"];
    if (ruleset.ends_with("red-team-sandbox.yaml")) return adapt_sandbox(one, setup);
    setup.problem = "no reader for rulesets in YAML";
    return;
  }
  apply(kRuleRows, kRuleKnown, config, setup);
  if (!config.contains("when")) return;
  const std::string action = config.value("action", "block");
  setup.policy["rules"].push_back(Json{
      {"id", "rule"}, {"when", condition(config["when"])}, {"then", action == "block" ? "deny" : action}});
  const Json principal = config.value("principal", Json());
  if (principal.is_object() && principal.contains("role")) setup.variables["ROLE"] = principal["role"];
}

}  // namespace callgate::guard_cases
