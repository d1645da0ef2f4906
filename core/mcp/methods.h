// The protocol's method names, spelled once. MCP schema.ts of every revision from 2024-11-05 to 2026-07-28.
#pragma once

#include <string_view>

namespace callgate::mcp::method {

inline constexpr std::string_view initialize = "initialize", initialized = "notifications/initialized",
                                  discover = "server/discover", ping = "ping";

inline constexpr std::string_view tools_list = "tools/list", tools_call = "tools/call",
                                  tools_changed = "notifications/tools/list_changed";
inline constexpr std::string_view prompts_list = "prompts/list", prompts_get = "prompts/get",
                                  prompts_changed = "notifications/prompts/list_changed";
inline constexpr std::string_view resources_list = "resources/list",
                                  templates_list = "resources/templates/list",
                                  resources_read = "resources/read",
                                  resources_subscribe = "resources/subscribe",
                                  resources_unsubscribe = "resources/unsubscribe",
                                  resources_changed = "notifications/resources/list_changed",
                                  resource_updated = "notifications/resources/updated";
inline constexpr std::string_view complete = "completion/complete", set_level = "logging/setLevel",
                                  log_message = "notifications/message";

inline constexpr std::string_view cancelled = "notifications/cancelled", progress = "notifications/progress",
                                  roots_changed = "notifications/roots/list_changed";
inline constexpr std::string_view roots_list = "roots/list", sampling = "sampling/createMessage",
                                  elicitation = "elicitation/create",
                                  elicitation_complete = "notifications/elicitation/complete";

inline constexpr std::string_view listen = "subscriptions/listen",
                                  acknowledged = "notifications/subscriptions/acknowledged";

}  // namespace callgate::mcp::method

namespace callgate::mcp::code {

// JSON-RPC 2.0, section 5.1.
inline constexpr int parse_error = -32700, invalid_request = -32600, method_not_found = -32601,
                     invalid_params = -32602, internal_error = -32603;
// MCP 2025-11-25, server/resources#error-handling; the modern revision uses -32602 instead.
inline constexpr int resource_not_found = -32002;
// MCP 2025-11-25, client/elicitation: the answer that asks for a URL to be visited.
inline constexpr int url_elicitation_required = -32042;
// MCP 2026-07-28, basic#error-codes.
inline constexpr int missing_capability = -32021, unsupported_version = -32022;
// Our own, in the range that JSON-RPC leaves to implementations: the server cannot answer now.
inline constexpr int server_unavailable = -32010, server_timeout = -32011;

}  // namespace callgate::mcp::code
