// agent-execution-guard and AgentGuard: who may do what, how risky it is, what a person has to agree to.
#include <array>

#include "setup.h"

namespace callgate::guard_cases {
namespace {

constexpr std::array kRisk = {Row{"halt_threshold", "guards.risk.deny_at.active"}};
constexpr std::array<std::string_view, 2> kRiskKnown = {"policy", "hold_deadline_seconds"};

// Agents and what they may do. A word that the source does not know opens its gate; ours must not load.
void adapt_agents(const Json& said, Setup& setup) {
  // The source has no classes of effects.
  setup.policy["guards"]["policy"] = {{"effects", {{"destructive", "allow"}}}};
  if (said == "ALLOW_ALL") return;
  const Json policy = said.is_object() ? said : Json::object();
  Json identity = {{"required", true}, {"on_unknown", "deny"}, {"agents", Json::object()}};
  const Json defaults = policy.value("defaults", Json::object());
  for (const auto& [key, word] : defaults.items()) {
    if (word == "DENY") continue;
    identity["on_unknown"] = word;
    setup.faulty = true;
  }
  for (const Json& agent : policy.value("identity", Json::object()).value("agents", Json::array())) {
    Json tools = Json::array();
    for (const Json& action : agent.value("allowed_actions", Json::array()))
      tools.push_back(pattern(action.at("action")));
    identity["agents"][agent.at("agent_id").get<std::string>()] = tools;
    if (setup.agent.empty()) setup.agent = agent.at("agent_id");
  }
  if (identity["agents"].empty()) {
    identity.erase("agents");
    setup.policy["default"] = "deny";
  }
  setup.policy["guards"]["policy"]["identity"] = identity;
}

// What holds for one action of an agent.
void add_authority(const std::string& action, const Json& said, Json& rules) {
  const Json match = {{"tools", pattern(action)}};
  const auto refuse_unless = [&](const char* what, const char* field, const Json& test) {
    rules.push_back(
        Json{{"id", action + what}, {"match", match}, {"then", "deny"}, {"unless", {{field, test}}}});
  };
  const Json limits = said.value("constraints", Json::object());
  if (limits.contains("max_amount_usd"))
    refuse_unless("-amount", "args.amount_usd", {{"lte", limits["max_amount_usd"]}});
  if (limits.contains("allowed_beneficiaries"))
    refuse_unless("-beneficiary", "args.beneficiary", {{"in", limits["allowed_beneficiaries"]}});
  if (said.value("require_human_token", false))
    rules.push_back(Json{{"id", action + "-token"}, {"match", match}, {"then", "ask"}});
}

// {AGENT: {ACTION: {constraints, require_human_token}}}
void adapt_authority(const Json& policy, Setup& setup) {
  setup.policy["rules"] = Json::array();
  Json agents = Json::object();
  for (const auto& [agent, actions] : policy.items()) {
    if (!actions.is_object()) continue;
    if (setup.agent.empty()) setup.agent = agent;
    Json tools = Json::array();
    for (const auto& [action, said] : actions.items()) {
      tools.push_back(pattern(action));
      add_authority(action, said, setup.policy["rules"]);
    }
    agents[agent] = tools;
  }
  setup.policy["guards"]["policy"] = {
      {"effects", {{"destructive", "allow"}}},
      {"identity", {{"required", true}, {"on_unknown", "deny"}, {"agents", agents}}}};
}

// Every action of the source is a command, whatever it is called. Severities come from outside or not at all.
void adapt_risk(const Json& one, Setup& setup) {
  bool told = false;
  for (const Json& step : one.at("sequence")) told |= step[2].is_object() && step[2].contains("severity");
  setup.policy["guards"]["policy"] = {{"mode", "off"}, {"tools", {{"*", {{"class", "exec"}}}}}};
  setup.policy["guards"]["risk"] = {
      {"mode", "enforce"},
      {"deny_at", {{"active", 80}, {"observe", 60}, {"cooldown", 30}}},
      {"severity", told ? Json{{"source", "file"}, {"file", "severity"}} : Json{{"source", "none"}}}};
  apply(kRisk, kRiskKnown, one.at("config"), setup);
}

// "./workspace/**" -> "/workspace/workspace": a folder here is all below it.
Json folders(const Json& globs) {
  Json out = Json::array();
  for (const Json& glob : globs) {
    std::string folder = glob;
    for (const std::string_view end : {"/**", "/*"})
      if (folder.ends_with(end)) folder.resize(folder.size() - end.size());
    if (folder.starts_with("./")) folder = Setup().cwd + folder.substr(1);
    out.push_back(folder.empty() ? "/" : folder);
  }
  return out;
}
Json hosts(const Json& globs) {
  Json out = Json::array();
  for (const Json& glob : globs) {
    const std::string host = glob;
    out.push_back(host.starts_with("*.") ? host.substr(2) : host);
  }
  return out;
}
// The rest is denied.
Json only_these(const Json&) {
  return "deny";
}

constexpr std::array kGateRows = {Row{"require_approval", "permissions.ask", &pattern},
                                  Row{"rules.allow", "permissions.allow", &pattern},
                                  Row{"rules.allow", "default", &only_these},
                                  Row{"rules.deny", "permissions.deny", &pattern},
                                  Row{"rules.require_approval", "permissions.ask", &pattern},
                                  Row{"rules.filesystem_deny", "guards.resources.not_within", &folders},
                                  Row{"rules.filesystem_allow", "guards.resources.within", &folders},
                                  Row{"rules.network_allow", "guards.network.allow_domains", &hosts},
                                  Row{"rules.network_deny", "guards.network.block_domains", &hosts}};

// Commands by patterns in which a star stands for anything.
void adapt_shell_rules(const Json& globs, Setup& setup) {
  for (const Json& glob : globs) {
    std::string expression = "^";
    for (const char c : glob.get<std::string>()) {
      if (c == '*')
        expression += ".*";
      else if (std::string_view("\\.+?()[]{}|^$").find(c) != std::string_view::npos)
        expression += std::string("\\") + c;
      else
        expression += c;
    }
    setup.policy["rules"].push_back(Json{{"id", "shell-" + std::to_string(setup.policy["rules"].size())},
                                         {"when", {{"args.command", {{"regex", expression + "$"}}}}},
                                         {"then", "deny"}});
  }
}

}  // namespace

void adapt_execution_guard(const Json& one, Setup& setup) {
  const Json& config = one.at("config");
  const Json policy = config.value("policy", Json());
  const std::string guard = one.at("gateway_guard");
  if (guard == "policy.identity") return adapt_agents(policy, setup);
  if (guard == "approval") return adapt_authority(policy, setup);
  adapt_risk(one, setup);
}

void adapt_agentguard(const Json& one, Setup& setup) {
  setup.policy["guards"]["policy"] = Json::object();
  constexpr std::array<std::string_view, 1> kKnown = {"rules.shell_deny"};
  const Json& config = one.at("config");
  apply(kGateRows, kKnown, config, setup);
  adapt_shell_rules(config.value("rules", Json::object()).value("shell_deny", Json::array()), setup);
}

}  // namespace callgate::guard_cases
