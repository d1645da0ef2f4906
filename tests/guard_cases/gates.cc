// agent-execution-guard and AgentGuard: who may do what, how risky it is, what a person has to agree to.
#include <array>

#include "setup.h"

namespace callgate::guard_cases {
namespace {

constexpr std::array kRisk = {Row{"halt_threshold", "guards.risk.deny_at.active"}};
constexpr std::array<std::string_view, 2> kRiskKnown = {"policy", "hold_deadline_seconds"};

// Agents and what they may do. A word that the source does not know opens its gate; ours must not load.
void adapt_agents(const Json& policy, Setup& setup) {
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
  // The source has no classes of effects.
  setup.policy["guards"]["policy"] = {{"identity", identity}, {"effects", {{"destructive", "allow"}}}};
}

// {AGENT: {ACTION: {constraints, require_human_token}}}
void adapt_authority(const Json& policy, Setup& setup) {
  Json rules = Json::array();
  for (const auto& [agent, actions] : policy.items()) {
    if (!actions.is_object()) continue;
    setup.agent = agent;
    for (const auto& [action, said] : actions.items()) {
      const Json match = {{"tools", pattern(action)}};
      const Json limits = said.value("constraints", Json::object());
      if (limits.contains("max_amount_usd"))
        rules.push_back(Json{{"id", action + "-amount"},
                             {"match", match},
                             {"then", "deny"},
                             {"when", {{"args.amount_usd", {{"gt", limits["max_amount_usd"]}}}}}});
      if (limits.contains("allowed_beneficiaries"))
        rules.push_back(Json{{"id", action + "-beneficiary"},
                             {"match", match},
                             {"then", "deny"},
                             {"when", {{"args.beneficiary", {{"notIn", limits["allowed_beneficiaries"]}}}}}});
      if (said.value("require_human_token", false))
        rules.push_back(Json{{"id", action + "-token"}, {"match", match}, {"then", "ask"}});
    }
  }
  setup.policy["rules"] = rules;
  setup.policy["guards"]["policy"] = {{"effects", {{"destructive", "allow"}}}};
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

constexpr std::array kGateRows = {Row{"require_approval", "permissions.ask", &pattern},
                                  Row{"rules.allow", "permissions.allow", &pattern},
                                  Row{"rules.deny", "permissions.deny", &pattern},
                                  Row{"rules.filesystem_deny", "guards.resources.not_within"},
                                  Row{"rules.filesystem_allow", "guards.resources.within"},
                                  Row{"rules.network_deny", "guards.network.block_domains"}};

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
  apply(kGateRows, {}, one.at("config"), setup);
}

}  // namespace callgate::guard_cases
