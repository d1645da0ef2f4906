// The guards of chuk-tool-processor, each played alone: a case is about one of them.
#include <array>
#include <string>

#include "setup.h"

namespace callgate::guard_cases {
namespace {

Json refusing(const Json& mode) {
  return mode == "warn" ? "warn" : mode == "off" ? "off" : "enforce";
}
Json coercing(const Json& on) {
  return on.get<bool>() ? "lossless" : "off";
}
Json extra(const Json& allowed) {
  return allowed.get<bool>() ? "follow_schema" : "deny";
}
Json secret_action(const Json& mode) {
  return mode == "redact" || mode == "hash" ? "redact" : mode == "warn" ? "warn" : "deny";
}
Json secret_style(const Json& mode) {
  return mode == "hash" ? "hash" : "label";
}
Json secrets_off(const Json& checked) {
  return checked.get<bool>() ? "deny" : "off";
}
Json destructive(const Json& mode) {
  return mode == "destructive_allowed" ? "allow" : "deny";
}
Json exec(const Json& mode) {
  return mode == "destructive_allowed" ? "allow" : "deny";
}
Json read_only(const Json& mode) {
  return mode == "read_only";
}
Json token(const Json& needed) {
  return needed.get<bool>() ? "changes" : "none";
}
Json classes(const Json& said) {
  Json out = Json::object();
  for (const auto& [tool, word] : said.items())
    out[pattern(tool).get<std::string>()] = {{"class", word == "read_only" ? Json("read") : word}};
  return out;
}
Json for_all(const Json& value) {
  return {{"*", value}};
}
Json backoff(const Json& on) {
  return on.get<bool>() ? "100ms" : "0ms";
}
Json on_exceed(const Json& mode) {
  return mode == "paginate" ? "paginate" : mode == "truncate" ? "truncate" : "error";
}
Json suspicion(const Json& mode) {
  return mode == "block" ? "deny" : mode == "off" ? "off" : "warn";
}

// One guard of the source: what it does by default, and where its knobs go.
struct Part {
  std::string_view guard;  // the beginning of gateway_guard; the first that fits counts
  const char* defaults;
  std::span<const Row> rows;
};

constexpr std::array kSchema = {Row{"mode", "guards.schema.mode", &refusing},
                                Row{"coerce_types", "guards.schema.coerce", &coercing},
                                Row{"allow_extra_fields", "guards.schema.extra_fields", &extra}};
constexpr std::array kPlaceholders = {Row{"mode", "guards.schema.placeholders", &suspicion},
                                      Row{"grace_calls", "guards.schema.placeholder_grace"}};
constexpr std::array kSecrets = {Row{"mode", "guards.secrets.args", &secret_action},
                                 Row{"redact_mode", "guards.secrets.args", &secret_action},
                                 Row{"redact_mode", "guards.secrets.style", &secret_style},
                                 Row{"check_args", "guards.secrets.args", &secrets_off},
                                 Row{"allowlist", "guards.secrets.allowlist"}};
constexpr std::array kNetwork = {Row{"mode", "guards.network.mode", &refusing},
                                 Row{"require_https", "guards.network.require_https"},
                                 Row{"allowed_domains", "guards.network.allow_domains"},
                                 Row{"blocked_domains", "guards.network.block_domains"}};
constexpr std::array kEffects = {
    Row{"mode", "guards.policy.effects.destructive", &destructive},
    Row{"mode", "guards.policy.effects.exec", &exec},
    Row{"mode", "guards.policy.effects.read_only", &read_only},
    Row{"environment", "guards.policy.environment"},
    Row{"require_capability_token", "guards.policy.capability_token.require", &token},
    Row{"explicit_classifications", "guards.policy.tools", &classes}};
constexpr std::array kNumeric = {Row{"cdf_tools", "guards.policy.numeric.tools", &pattern},
                                 Row{"z_threshold", "guards.policy.numeric.z"}};
constexpr std::array kConcurrency = {Row{"global_max", "guards.capacity.global"},
                                     Row{"default_namespace_max", "guards.capacity.upstream"},
                                     Row{"default_tool_max", "guards.capacity.tool", &for_all},
                                     Row{"per_session_max", "guards.capacity.session"}};
constexpr std::array kTime = {Row{"per_turn_budget_ms", "guards.capacity.session_wall"},
                              Row{"per_plan_budget_ms", "guards.capacity.session_wall"},
                              Row{"soft_budget_ratio", "guards.capacity.soft"}};
constexpr std::array kOutput = {
    Row{"max_bytes", "guards.output.max_bytes"}, Row{"max_tokens", "guards.output.tokens"},
    Row{"max_array_length", "guards.output.array"}, Row{"max_depth", "guards.output.depth"},
    Row{"truncation_mode", "guards.output.on_exceed", &on_exceed}};
constexpr std::array kRetry = {Row{"max_same_signature_retries", "guards.breaker.same_sig_max"},
                               Row{"enforce_backoff", "guards.breaker.backoff.min", &backoff}};
constexpr std::array kProvenance = {Row{"enforcement_level", "guards.provenance.attribution", &suspicion}};
constexpr std::array kGrounding = {Row{"parameterized_tools", "guards.provenance.grounding_tools", &pattern},
                                   Row{"safe_values", "guards.provenance.safe_values"}};
constexpr std::array kShape = {Row{"max_unique_tools", "guards.budget.unique_tools"},
                               Row{"max_fan_out", "guards.budget.fan_out"},
                               Row{"max_chain_length", "guards.budget.chain"}};

constexpr const char* kOutputDefaults =
    R"({"output": {"max_bytes": 100000, "array": 1000, "depth": 20, "string": 10000, "on_exceed": "error"}})";

// The source counts by millisecond, the wall of ours by second: setup.clock_rate.
constexpr Part kParts[] = {
    {"schema.placeholders",
     R"({"schema": {"coerce": "off", "placeholders": "warn", "placeholder_grace": 1}})", kPlaceholders},
    {"schema", R"({"schema": {"coerce": "off", "extra_fields": "deny", "placeholders": "off"}})", kSchema},
    {"secrets", R"({"secrets": {"args": "deny", "results": "redact"}})", kSecrets},
    {"network", R"({"network": {}})", kNetwork},
    {"policy.effects", R"({"policy": {"effects": {"destructive": "deny", "exec": "deny"}}})", kEffects},
    {"policy.numeric", R"({"policy": {"effects": {"destructive": "allow"}}})", kNumeric},
    {"capacity.concurrency",
     R"({"capacity": {"global": 50, "upstream": 20, "tool": {"*": 10}, "queue_ms": 0}})", kConcurrency},
    {"capacity.time", R"({"capacity": {"session_wall": 30000, "soft": 0.8}})", kTime},
    {"output", kOutputDefaults, kOutput},
    {"breaker",
     R"({"breaker": {"streak": "none", "upstream_trip": "none", "same_sig_max": 3, "cooldown_s": 86400}})",
     kRetry},
    {"provenance.grounding", R"({"provenance": {"grounding": "deny"}})", kGrounding},
    {"provenance", R"({"provenance": {"stamp": true, "attribution": "warn"}})", kProvenance},
    {"budget", R"({"budget": {"unique_tools": 15, "chain": 20, "fan_out": 100}})", kShape},
    {"chain",
     R"({"schema": {"coerce": "off"}, "secrets": {"args": "deny"}, "network": {},
         "policy": {"effects": {"destructive": "deny"}}, "budget": {"fan_out": 100}})",
     {}},
};

// Which have no meaning of their own here: the numbers that count as degenerate, names of presets.
constexpr std::array<std::string_view, 5> kKnown = {"schema", "degenerate_values", "chain", "bound_values",
                                                    ""};

}  // namespace

void adapt_chuk(const Json& one, Setup& setup) {
  const std::string guard = one.at("gateway_guard");
  for (const Part& part : kParts) {
    if (!guard.starts_with(part.guard)) continue;
    setup.policy["guards"] = Json::parse(part.defaults);
    apply(part.rows, kKnown, one.at("config"), setup);
    if (part.guard == "capacity.time") setup.clock_rate = 1000;
    // What the source had bound before the first call was found by earlier ones.
    setup.earlier = one.at("config").value("bound_values", Json());
    setup.input_schema = one.at("config").value("schema", Json());
    return;
  }
  setup.problem = "no adapter for chuk's " + guard;
}

}  // namespace callgate::guard_cases
