// The guards of chuk-tool-processor, each played alone: a case is about one of them.
#include <algorithm>
#include <stdexcept>
#include <string>

#include "chuk_parts.h"

namespace callgate::guard_cases {
namespace {

// Adds entries by the names of tools to a table that has one for "*".
void add_by_tool(Json& table, const Json& by_tool) {
  const Json named = pattern(by_tool);
  for (const auto& [tool, value] : named.items()) table[tool] = value;
}

// A knob that ours has not: all is well as long as it says what ours does anyway.
void only_as(const Json& config, const char* knob, const Json& ours) {
  if (config.value(knob, ours) != ours) throw std::runtime_error(std::string(knob) + " has no counterpart");
}

}  // namespace

void finish_schema(const Json& config, Setup& setup) {
  setup.input_schema = config.value("schema", Json());
  if (!config.value("require_all_required", true)) setup.input_schema.erase("required");
}

void finish_secrets(const Json& config, Setup& setup) {
  Json& secrets = setup.policy["guards"]["secrets"];
  const std::string mode = config.value("mode", "block");
  if (mode == "off") secrets["mode"] = "off";
  if (mode == "warn") secrets["results"] = "warn";
  if (!config.value("check_output", true)) secrets["results"] = "off";
}

void finish_network(const Json& config, Setup& setup) {
  Json block = {"metadata", "loopback",  "private",    "link_local", "cgnat",
                "reserved", "multicast", "local_file", "invalid"};
  const auto spare = [&](const char* knob, std::initializer_list<std::string_view> places) {
    if (config.value(knob, true)) return;
    for (const std::string_view place : places)
      block.erase(std::ranges::find(block, Json(place)) - block.begin());
  };
  spare("block_private_ips", {"private", "link_local", "cgnat", "reserved", "multicast"});
  spare("block_localhost", {"loopback"});
  spare("block_metadata_ips", {"metadata"});
  Json& network = setup.policy["guards"]["network"];
  network["block"] = block;
  for (const char* knob : {"metadata_ips", "localhost_patterns"}) {
    for (const Json& host : config.value(knob, Json::array())) network["block_domains"].push_back(host);
  }
}

void finish_concurrency(const Json& config, Setup& setup) {
  add_by_tool(setup.policy["guards"]["capacity"]["tool"], config.value("per_tool_max", Json::object()));
  const Json by_server = config.value("per_namespace_max", Json::object());
  for (const auto& [server, most] : by_server.items()) {
    setup.policy["rules"].push_back(Json{{"id", "concurrent-" + server},
                                         {"match", {{"server", server}}},
                                         {"limit", {{"concurrent", most}, {"by", {"server"}}}}});
  }
  if (by_server.size() > 0) setup.policy["guards"]["policy"] = Json::object();
  setup.sessions_apart = !config.value("per_session_max", Json()).is_null();
}

void finish_output(const Json& config, Setup&) {
  only_as(config, "chars_per_token", 4);
}

// A call that must not happen twice needs a key before it is tried again.
void finish_retry(const Json& config, Setup& setup) {
  if (!config.value("require_idempotency_key", false)) return;
  const Json key = config.value("idempotency_key_arg", "_idempotency_key");
  setup.policy["guards"]["idempotency"] = {
      {"once_tools", pattern(config.value("non_idempotent_tools", Json::array()))},
      {"key_args", {{"*", {key}}}},
      {"max_executed", "none"},
      {"unknown_outcome", "deny"},
      {"near_duplicate", "allow"},
      {"verbs", "off"}};
}

// Of a plan the wire shows no more than what is under way at the same time.
void finish_shape(const Json& config, Setup& setup) {
  Json& most = setup.policy["guards"]["budget"]["fan_out"];
  const Json batch = config.value("max_batch_size", Json());
  if (batch.is_number() && batch < most) most = batch;
}

// Without values that count as degenerate nothing is.
void finish_numeric(const Json& config, Setup& setup) {
  if (config.value("degenerate_values", Json::array()).empty())
    setup.policy["guards"]["policy"]["numeric"]["degenerate"] = 1000;
}

void finish_provenance(const Json& config, Setup&) {
  only_as(config, "max_unattributed_uses", 0);
}

void finish_per_tool(const Json& config, Setup& setup) {
  add_by_tool(setup.policy["guards"]["budget"]["per_tool"], config.value("tool_limits", Json::object()));
}

void adapt_chuk(const Json& one, Setup& setup) {
  const std::string guard = one.at("gateway_guard");
  const auto part =
      std::ranges::find_if(chuk_parts(), [&](const ChukPart& each) { return guard.starts_with(each.guard); });
  if (part == chuk_parts().end()) {
    setup.problem = "no adapter for chuk's " + guard;
    return;
  }
  const Json& config = one.at("config");
  setup.policy["guards"] = Json::parse(part->defaults);
  apply(part->rows, part->known, config, setup);
  if (part->finish) part->finish(config, setup);
}

}  // namespace callgate::guard_cases
