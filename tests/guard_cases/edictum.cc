// edictum, the successor of CallGuard: conditions in words, rulesets in YAML, a sandbox.
#include <array>
#include <map>

#include "setup.h"
#include "yaml.h"

namespace callgate::guard_cases {
namespace {

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
constexpr std::array<std::string_view, 4> kRuleKnown = {"when", "principal", "action", "ruleset"};

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

// What a rule's action is called here. Of rules on results, refusing means withholding.
std::string action_of(const Json& rule, bool post) {
  static const std::map<std::string_view, const char*> kActions = {{"block", "deny"}, {"deny", "deny"},
                                                                   {"ask", "ask"},    {"approve", "ask"},
                                                                   {"warn", "warn"},  {"redact", "redact"}};
  const std::string word = rule.value("then", Json::object()).value("action", "block");
  const auto known = kActions.find(word);
  const std::string action = known == kActions.end() ? word : known->second;
  return post && action == "deny" ? "suppress" : action;
}

// Limits of sessions, the lower of several.
void add_limits(const Json& limits, Json& guards) {
  constexpr std::array kLimits = {Row{"max_attempts", "budget.max_attempts"},
                                  Row{"max_tool_calls", "budget.max_calls"}};
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

// Folders, programs and domains. Ours hold for all tools.
void add_sandbox(const Json& rule, Json& guards) {
  Json& resources = guards["resources"];
  resources["sensitive_paths"] = false;
  for (const char* knob : {"within", "not_within"})
    if (rule.contains(knob)) resources[knob] = rule[knob];
  const Json allows = rule.value("allows", Json::object()),
             forbids = rule.value("not_allows", Json::object());
  if (allows.contains("commands")) resources["commands_allow"] = allows["commands"];
  resources["outside"] = rule.value("outside", "block") == "ask" ? "hold" : "deny";
  if (allows.contains("domains")) guards["network"]["allow_domains"] = allows["domains"];
  if (forbids.contains("domains")) guards["network"]["block_domains"] = forbids["domains"];
}

void add_rule(const Json& said, Setup& setup) {
  const std::string type = said.value("type", "pre");
  Json& guards = setup.policy["guards"];
  if (!said.value("enabled", true)) return;
  if (type == "session") return add_limits(said.value("limits", Json::object()), guards);
  if (type == "sandbox") return add_sandbox(said, guards);
  if (type != "pre" && type != "post") {
    setup.problem = "no adapter for rules of the type " + type;
    return;
  }
  Json rule = {{"id", said.at("id")}, {"then", action_of(said, type == "post")}};
  const Json tools = said.value("tool", said.value("tools", Json("*")));
  if (tools != "*") rule["match"] = {{"tools", pattern(tools)}};
  if (said.contains("when")) rule["when"] = condition(said["when"]);
  if (said.contains("mode")) rule["mode"] = said["mode"];
  const Json message = said.value("then", Json::object()).value("message", Json());
  if (message.is_string()) rule["reason"] = message;
  setup.policy["rules"].push_back(rule);
}

void adapt_ruleset(const Json& ruleset, Setup& setup) {
  const Json defaults = ruleset.value("defaults", Json::object());
  if (defaults.contains("mode")) setup.policy["mode"] = defaults["mode"];
  const Json tools = ruleset.value("tools", Json::object());
  for (const auto& [tool, said] : tools.items()) {
    const std::string effect = said.value("side_effect", "irreversible");
    setup.policy["guards"]["policy"]["tools"][pattern(tool).get<std::string>()] = {
        {"class", effect == "irreversible" ? "destructive" : effect}};
  }
  const Json rules = ruleset.value("rules", Json::array());
  for (const Json& rule : rules) add_rule(rule, setup);
}

void adapt_principal(const Json& principal, Setup& setup) {
  if (principal.is_object() && principal.contains("role")) setup.variables["ROLE"] = principal["role"];
}

}  // namespace

void adapt_edictum(const Json& one, Setup& setup) {
  const Json& config = one.at("config");
  setup.policy["guards"]["policy"] = {{"effects", {{"destructive", "allow"}}}};
  if (config.contains("ruleset")) {
    const std::string ruleset = config["ruleset"];
    if (ruleset.ends_with("red-team-sandbox.yaml")) return adapt_sandbox(one, setup);
    adapt_ruleset(parse_yaml(ruleset), setup);
  }
  apply(kRuleRows, kRuleKnown, config, setup);
  adapt_principal(config.value("principal", Json()), setup);
  if (!config.contains("when")) return;
  const std::string action = config.value("action", "block");
  setup.policy["rules"].push_back(Json{
      {"id", "rule"}, {"when", condition(config["when"])}, {"then", action == "block" ? "deny" : action}});
}

}  // namespace callgate::guard_cases
