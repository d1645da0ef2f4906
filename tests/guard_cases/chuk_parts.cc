#include "chuk_parts.h"

#include <array>
#include <string>

namespace callgate::guard_cases {
namespace {

Json refusing(const Json& mode) {
  return mode == "warn" ? "warn" : mode == "off" ? "off" : "enforce";
}
Json coercing(const Json& on) {
  return on.get<bool>() ? "lossless" : "off";
}
Json extra(const Json& allowed) {
  return allowed.get<bool>() ? "follow-schema" : "deny";
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
Json read_only(const Json& mode) {
  return mode == "read_only";
}
Json token(const Json& needed) {
  return needed.get<bool>() ? "changes" : "none";
}
Json class_word(const Json& word) {
  return word == "read_only" ? Json("read") : word;
}
Json classes(const Json& said) {
  Json out = Json::object();
  for (const auto& [tool, word] : said.items())
    out[pattern(tool).get<std::string>()] = {{"class", class_word(word)}};
  return out;
}
Json in_prod(const Json& words) {
  Json blocked = Json::array();
  for (const Json& word : words) blocked.push_back(class_word(word));
  return {{"prod", blocked}};
}
Json for_all(const Json& value) {
  return {{"*", value}};
}
Json backoff(const Json& on) {
  return on.get<bool>() ? "100ms" : "0ms";
}
Json milliseconds(const Json& value) {
  return value.dump() + "ms";
}
Json on_exceed(const Json& mode) {
  return mode == "paginate" ? "paginate" : mode == "truncate" ? "truncate" : "error";
}
Json suspicion(const Json& mode) {
  return mode == "block" ? "deny" : mode == "off" ? "off" : "warn";
}

using Words = std::string_view;

constexpr std::array kSchema = {Row{"mode", "guards.schema.mode", &refusing},
                                Row{"coerce_types", "guards.schema.coerce", &coercing},
                                Row{"allow_extra_fields", "guards.schema.extra_fields", &extra},
                                Row{"reject_empty_strings", "guards.schema.reject_blank_required"}};
constexpr std::array kSchemaKnown = {Words("schema"), Words("require_all_required")};
constexpr std::array kPlaceholders = {Row{"mode", "guards.schema.placeholders", &suspicion},
                                      Row{"grace_calls", "guards.schema.placeholder_grace"}};
constexpr std::array kSecrets = {Row{"mode", "guards.secrets.args", &secret_action},
                                 Row{"redact_mode", "guards.secrets.args", &secret_action},
                                 Row{"redact_mode", "guards.secrets.style", &secret_style},
                                 Row{"check_args", "guards.secrets.args", &secrets_off},
                                 Row{"allowlist", "guards.secrets.allowlist"}};
constexpr std::array kSecretsKnown = {Words("check_output"), Words("min_secret_length")};
constexpr std::array kNetwork = {Row{"mode", "guards.network.mode", &refusing},
                                 Row{"enforcement_level", "guards.network.mode", &refusing},
                                 Row{"require_https", "guards.network.require_https"},
                                 Row{"allowed_domains", "guards.network.allow_domains"},
                                 Row{"blocked_domains", "guards.network.block_domains"}};
// Texts are looked at under every name here.
constexpr std::array kNetworkKnown = {Words("block_private_ips"),  Words("block_localhost"),
                                      Words("block_metadata_ips"), Words("metadata_ips"),
                                      Words("localhost_patterns"), Words("url_argument_names")};
constexpr std::array kEffects = {
    Row{"mode", "guards.policy.effects.destructive", &destructive},
    Row{"mode", "guards.policy.effects.exec", &destructive},
    Row{"mode", "guards.policy.effects.read_only", &read_only},
    Row{"environment", "guards.policy.environment"},
    Row{"prod_blocked_classes", "guards.policy.env_block", &in_prod},
    Row{"require_capability_token", "guards.policy.capability_token.require", &token},
    Row{"enforcement_level", "guards.policy.mode", &refusing},
    Row{"explicit_classifications", "guards.policy.tools", &classes}};
// A token among the arguments is worth nothing here.
constexpr std::array kEffectsKnown = {Words("capability_token_arg")};
constexpr std::array kNumeric = {Row{"cdf_tools", "guards.policy.numeric.tools", &pattern},
                                 Row{"z_threshold", "guards.policy.numeric.z"},
                                 Row{"max_consecutive_degenerate", "guards.policy.numeric.degenerate"}};
constexpr std::array kNumericKnown = {Words("degenerate_values")};
constexpr std::array kConcurrency = {Row{"global_max", "guards.capacity.global"},
                                     Row{"default_namespace_max", "guards.capacity.upstream"},
                                     Row{"default_tool_max", "guards.capacity.tool", &for_all},
                                     Row{"enforcement_level", "guards.capacity.mode", &refusing},
                                     Row{"per_session_max", "guards.capacity.session"}};
constexpr std::array kConcurrencyKnown = {Words("per_tool_max"), Words("per_namespace_max")};
constexpr std::array kTime = {Row{"per_turn_budget_ms", "guards.capacity.session_wall"},
                              Row{"per_plan_budget_ms", "guards.capacity.session_wall"},
                              Row{"enforcement_level", "guards.capacity.mode", &refusing},
                              Row{"soft_budget_ratio", "guards.capacity.soft"}};
// What is done meanwhile shows in no verdict.
constexpr std::array kTimeKnown = {Words("degrade_actions")};
constexpr std::array kOutput = {Row{"max_bytes", "guards.output.max_bytes"},
                                Row{"max_tokens", "guards.output.tokens"},
                                Row{"max_array_length", "guards.output.array"},
                                Row{"max_depth", "guards.output.depth"},
                                Row{"max_string_length", "guards.output.string"},
                                Row{"enforcement_level", "guards.output.mode", &refusing},
                                Row{"truncation_mode", "guards.output.on_exceed", &on_exceed}};
constexpr std::array kOutputKnown = {Words("chars_per_token")};
constexpr std::array kRetry = {Row{"max_same_signature_retries", "guards.breaker.same_sig_max"},
                               Row{"enforce_backoff", "guards.breaker.backoff.min", &backoff},
                               Row{"min_backoff_ms", "guards.breaker.backoff.min", &milliseconds},
                               Row{"max_backoff_ms", "guards.breaker.backoff.max", &milliseconds},
                               Row{"backoff_multiplier", "guards.breaker.backoff.factor"},
                               Row{"enforcement_level", "guards.breaker.mode", &refusing},
                               Row{"non_retryable_errors", "guards.breaker.non_retryable"}};
constexpr std::array kRetryKnown = {Words("require_idempotency_key"), Words("idempotency_key_arg"),
                                    Words("idempotent_tools"), Words("non_idempotent_tools")};
constexpr std::array kProvenance = {Row{"enforcement_level", "guards.provenance.attribution", &suspicion},
                                    Row{"max_records", "guards.provenance.max_records"}};
constexpr std::array kProvenanceKnown = {Words("require_attribution"), Words("track_lineage"),
                                         Words("max_unattributed_uses")};
constexpr std::array kGrounding = {Row{"parameterized_tools", "guards.provenance.grounding_tools", &pattern},
                                   Row{"safe_values", "guards.provenance.safe_values"}};
constexpr std::array kGroundingKnown = {Words("bound_values")};
constexpr std::array kShape = {Row{"max_unique_tools", "guards.budget.unique_tools"},
                               Row{"max_fan_out", "guards.budget.fan_out"},
                               Row{"enforcement_level", "guards.budget.mode", &refusing},
                               Row{"max_chain_length", "guards.budget.chain"}};
constexpr std::array kShapeKnown = {Words("max_batch_size"), Words("detect_fan_out_fan_in")};
constexpr std::array kPerTool = {Row{"default_limit", "guards.budget.per_tool", &for_all}};
constexpr std::array kPerToolKnown = {Words("tool_limits")};
constexpr std::array kCalls = {Row{"discovery_budget", "guards.budget.discovery"},
                               Row{"execution_budget", "guards.budget.execution"},
                               Row{"total_budget", "guards.budget.total"}};
constexpr std::array kChainKnown = {Words("chain"), Words("schema")};

constexpr const char* kOutputDefaults =
    R"({"output": {"max_bytes": 100000, "array": 1000, "depth": 20, "string": 10000, "on_exceed": "error"}})";

// The source counts by millisecond, the wall of ours by second: setup.clock_rate.
constexpr ChukPart kParts[] = {
    {"schema.placeholders",
     R"({"schema": {"coerce": "off", "placeholders": "warn", "placeholder_grace": 1}})", kPlaceholders},
    {"schema", R"({"schema": {"coerce": "off", "extra_fields": "deny", "placeholders": "off"}})", kSchema,
     kSchemaKnown, &finish_schema},
    {"secrets", R"({"secrets": {"args": "deny", "results": "redact", "allowlist": []}})", kSecrets,
     kSecretsKnown, &finish_secrets},
    {"network", R"({"network": {}})", kNetwork, kNetworkKnown, &finish_network},
    {"policy.effects", R"({"policy": {"effects": {"destructive": "deny", "exec": "deny"}}})", kEffects,
     kEffectsKnown},
    {"policy.numeric", R"({"policy": {"effects": {"destructive": "allow"}}})", kNumeric, kNumericKnown,
     &finish_numeric},
    {"capacity.concurrency",
     R"({"capacity": {"global": 50, "upstream": 20, "tool": {"*": 10}, "queue_ms": 0}})", kConcurrency,
     kConcurrencyKnown, &finish_concurrency},
    {"capacity.time", R"({"capacity": {"session_wall": 30000, "soft": 0.8}})", kTime, kTimeKnown,
     [](const Json&, Setup& setup) { setup.clock_rate = 1000; }},
    {"output", kOutputDefaults, kOutput, kOutputKnown, &finish_output},
    {"breaker",
     R"({"breaker": {"streak": "none", "upstream_trip": "none", "same_sig_max": 3, "cooldown_s": 86400}})",
     kRetry, kRetryKnown, &finish_retry},
    // What the source had bound before the first call was found by earlier ones.
    {"provenance.grounding", R"({"provenance": {"grounding": "deny"}})", kGrounding, kGroundingKnown,
     [](const Json& config, Setup& setup) { setup.earlier = config.value("bound_values", Json()); }},
    {"provenance", R"({"provenance": {"stamp": true, "attribution": "warn"}})", kProvenance, kProvenanceKnown,
     &finish_provenance},
    {"budget.shape", R"({"budget": {"unique_tools": 15, "chain": 20, "fan_out": 100}})", kShape, kShapeKnown,
     &finish_shape},
    {"budget.per_tool", R"({"budget": {"per_tool": {"*": 3}}})", kPerTool, kPerToolKnown, &finish_per_tool},
    {"budget", R"({"budget": {"discovery": 5, "execution": 12, "total": 15}})", kCalls},
    {"chain",
     R"({"schema": {"coerce": "off"}, "secrets": {"args": "deny", "allowlist": []}, "network": {},
         "policy": {"effects": {"destructive": "deny"}}, "budget": {"fan_out": 100}})",
     {},
     kChainKnown,
     &finish_schema},
};

}  // namespace

std::span<const ChukPart> chuk_parts() {
  return kParts;
}

}  // namespace callgate::guard_cases
