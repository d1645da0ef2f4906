// What differs between the protocol's revisions, as far as a gateway has to know.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/rpc/message.h"

namespace callgate::mcp {

// Legacy: 2025-11-25 and older, a session opened by `initialize`. Modern: 2026-07-28, every request carries
// its own envelope in `_meta`, and a server never asks but by an `input_required` result.
enum class Era : std::uint8_t { legacy, modern };

// Revisions in their order; comparisons mean "older than".
enum class Revision : std::uint8_t { v2024_11_05, v2025_03_26, v2025_06_18, v2025_11_25, v2026_07_28 };

std::string_view to_string(Revision revision);
std::optional<Revision> revision_named(std::string_view name);
inline constexpr Revision kNewestLegacy = Revision::v2025_11_25;
inline constexpr Revision kModern = Revision::v2026_07_28;
inline Era era_of(Revision revision) {
  return revision >= Revision::v2026_07_28 ? Era::modern : Era::legacy;
}

// The names of the members that make a message modern. MCP 2026-07-28, basic#request-metadata.
inline constexpr std::string_view kMetaVersion = "io.modelcontextprotocol/protocolVersion",
                                  kMetaClientInfo = "io.modelcontextprotocol/clientInfo",
                                  kMetaClientCapabilities = "io.modelcontextprotocol/clientCapabilities",
                                  kMetaLogLevel = "io.modelcontextprotocol/logLevel",
                                  kMetaServerInfo = "io.modelcontextprotocol/serverInfo",
                                  kMetaSubscriptionId = "io.modelcontextprotocol/subscriptionId";

// A message is modern if it carries a protocol version of its own, whatever came before it on the pipe.
inline bool is_modern(const rpc::Message& message) {
  return bool(message.parts().protocol_version);
}

// Severities of notifications/message in rising order, -1 for an unknown name. RFC 5424.
int log_level(std::string_view name);

}  // namespace callgate::mcp
