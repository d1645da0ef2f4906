// edictum, the successor of CallGuard: conditions in words, rulesets in YAML, a sandbox.
#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <stdexcept>

#include "conditions.h"
#include "red_team.h"
#include "setup.h"
#include "yaml.h"

namespace callgate::guard_cases {
namespace {

constexpr std::array kRuleRows = {Row{"environment", "guards.policy.environment"}};
// Commands are relative to the sandbox, whatever folder a case names.
constexpr std::array<std::string_view, 5> kRuleKnown = {"when", "principal", "action", "ruleset", "cwd"};

using Tools = std::set<std::string>;  // that a case calls

void only_these(const Json& object, std::initializer_list<std::string_view> known, const char* where) {
  for (const auto& [key, value] : object.items()) {
    if (std::ranges::find(known, key) == known.end())
      throw std::runtime_error(std::string(where) + " know no " + key);
  }
}

// "then" of a rule; the source has called it otherwise once.
Json consequence(const Json& rule) {
  const Json then = rule.value("then", Json::object());
  only_these(
      then,
      {"action", "effect", "message", "tags", "metadata", "timeout", "timeout_action", "timeout_effect"},
      "consequences");
  if (then.value("timeout_action", then.value("timeout_effect", "block")) == "allow")
    throw std::runtime_error("nothing is allowed here because nobody has answered");
  return then;
}

// What a rule's action is called here. Of rules on results, refusing means withholding.
std::string action_of(const Json& then, bool post) {
  static const std::map<std::string_view, const char*> kActions = {{"block", "deny"}, {"deny", "deny"},
                                                                   {"ask", "ask"},    {"approve", "ask"},
                                                                   {"warn", "warn"},  {"redact", "redact"}};
  const std::string word = then.value("action", then.value("effect", "block"));
  const auto known = kActions.find(word);
  const std::string action = known == kActions.end() ? word : known->second;
  return post && action == "deny" ? "suppress" : action;
}

// Limits of sessions, the lower of several.
void add_limits(const Json& limits, Json& guards) {
  constexpr std::array kLimits = {Row{"max_attempts", "budget.max_attempts"},
                                  Row{"max_tool_calls", "budget.max_calls"}};
  only_these(limits, {"max_attempts", "max_tool_calls", "max_calls_per_tool"}, "limits");
  guards["budget"]["fan_out"] = "none";
  for (const Row& row : kLimits) {
    if (!limits.contains(row.knob)) continue;
    const Json& limit = limits[std::string(row.knob)];
    Json& slot = at_path(guards, row.place);
    if (slot.is_null() || limit < slot) slot = limit;
  }
  if (!limits.contains("max_calls_per_tool")) return;
  const Json by_tool = pattern(limits["max_calls_per_tool"]);
  for (const auto& [tool, limit] : by_tool.items()) {
    Json& slot = guards["budget"]["per_tool"][tool];
    if (slot.is_null() || limit < slot) slot = limit;
  }
}

// Folders, programs and domains. Ours hold for all tools, so of several sandboxes the one counts that is for
// the tools of the case.
void add_sandbox(const Json& rule, const Tools& called, Setup& setup) {
  const Json tools = rule.value("tools", Json::array({rule.value("tool", "*")}));
  const bool concerned = std::ranges::any_of(
      tools, [&](const Json& tool) { return tool == "*" || called.contains(tool.get<std::string>()); });
  if (!concerned) return;
  Json& guards = setup.policy["guards"];
  if (guards.contains("resources")) throw std::runtime_error("the case is about two sandboxes at once");
  Json& resources = guards["resources"];
  resources["sensitive_paths"] = false;
  for (const char* knob : {"within", "not_within"})
    if (rule.contains(knob)) resources[knob] = rule[knob];
  if (rule.contains("within")) setup.cwd = rule["within"].at(0);
  const Json allows = rule.value("allows", Json::object()),
             forbids = rule.value("not_allows", Json::object());
  only_these(allows, {"commands", "domains"}, "sandboxes");
  only_these(forbids, {"domains"}, "sandboxes");
  if (allows.contains("commands")) resources["commands_allow"] = allows["commands"];
  resources["outside"] = rule.value("outside", "block") == "ask" ? "hold" : "deny";
  const Json domains = allows.value("domains", Json());
  if (domains.is_array())
    guards["network"]["allow_domains"] = domains == Json::array({"*"}) ? Json("none") : domains;
  if (forbids.contains("domains")) guards["network"]["block_domains"] = forbids["domains"];
}

void add_rule(const Json& said, const Tools& called, Setup& setup) {
  const std::string type = said.value("type", "pre");
  only_these(said,
             {"id", "type", "enabled", "mode", "tool", "tools", "when", "then", "limits", "within",
              "not_within", "allows", "not_allows", "outside", "message", "timeout"},
             "rules");
  if (!said.value("enabled", true)) return;
  if (type == "session") return add_limits(said.value("limits", Json::object()), setup.policy["guards"]);
  if (type == "sandbox") return add_sandbox(said, called, setup);
  if (type != "pre" && type != "post") throw std::runtime_error("no adapter for rules of the type " + type);
  const Json then = consequence(said);
  Json rule = {{"id", said.at("id")}, {"then", action_of(then, type == "post")}};
  const Json tools = said.value("tool", said.value("tools", Json("*")));
  if (tools != "*") rule["match"] = {{"tools", pattern(tools)}};
  if (said.contains("when")) rule["when"] = condition_of(said["when"]);
  if (said.contains("mode")) rule["mode"] = said["mode"];
  if (then.contains("message")) rule["reason"] = plain_message(then["message"]);
  setup.policy["rules"].push_back(rule);
}

void adapt_ruleset(const Json& ruleset, const Tools& called, Setup& setup) {
  only_these(ruleset,
             {"apiVersion", "kind", "metadata", "observability", "defaults", "tools", "rules", "contracts"},
             "rulesets");
  const Json defaults = ruleset.value("defaults", Json::object());
  if (defaults.contains("mode")) setup.policy["mode"] = defaults["mode"];
  const Json tools = ruleset.value("tools", Json::object());
  for (const auto& [tool, said] : tools.items()) {
    const std::string effect = said.value("side_effect", "irreversible");
    setup.policy["guards"]["policy"]["tools"][pattern(tool).get<std::string>()] = {
        {"class", effect == "irreversible" ? "destructive" : effect}};
  }
  const Json rules = ruleset.value("rules", ruleset.value("contracts", Json::array()));
  for (const Json& rule : rules) add_rule(rule, called, setup);
}

}  // namespace

void adapt_edictum(const Json& one, Setup& setup) {
  const Json& config = one.at("config");
  setup.policy["guards"]["policy"] = {{"effects", {{"destructive", "allow"}}}};
  Tools called;
  for (const Json& step : one.at("sequence")) called.insert(step.at(0).get<std::string>());
  if (config.contains("ruleset")) {
    const std::string ruleset = config["ruleset"];
    const bool by_file = ruleset.ends_with("red-team-sandbox.yaml");
    adapt_ruleset(parse_yaml(by_file ? kRedTeamRuleset : ruleset), called, setup);
  }
  apply(kRuleRows, kRuleKnown, config, setup);
  principal_variables(config.value("principal", Json()), setup);
  if (!config.contains("when")) return;
  const Json then = {{"action", config.value("action", "block")}};
  setup.policy["rules"].push_back(
      Json{{"id", "rule"}, {"when", condition_of(config["when"])}, {"then", action_of(then, false)}});
}

}  // namespace callgate::guard_cases
