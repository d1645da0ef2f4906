// One tool as the gateway knows it: who offers it, what it is called on either side, and its definition's
// bytes.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/bytes.h"

namespace callgate::mcp {

// What a server says of its tool's behaviour. Hints, untrusted unless the configuration trusts the server.
// MCP 2025-03-26 and later, schema ToolAnnotations; absent is not false.
struct Hints {
  std::optional<bool> read_only, destructive, idempotent, open_world;
};

// Immutable and shared: a list change must not pull a definition from under a live call.
struct Tool {
  std::string server;   // key in the configuration
  std::string native;   // the server's own name for it
  std::string exposed;  // the name hosts see
  Bytes definition;     // the server's own JSON object, byte for byte
  Hints hints;
  bool trusted = false;  // the configuration trusts this server's hints

  // SHA-256 of the canonical definition, lower-case hex; computed on first use, one thread only.
  const std::string& digest() const;

 private:
  mutable std::string digest_;
};
using ToolPtr = std::shared_ptr<const Tool>;

}  // namespace callgate::mcp
