// What a modern request carries in `_meta`, and what we tell servers of the host we speak for.
#pragma once

#include <string>
#include <string_view>

#include "core/json/edit.h"
#include "core/mcp/revision.h"
#include "core/rpc/message.h"

namespace callgate::mcp {

// True if a member of some `_meta`, its key given as it is spelled between the quotes, is one of the
// gateway's own
// ("dev.callgate/…"), which nobody else may write.
bool is_own_key(std::string_view raw_key);

// Whom we speak for: raw JSON as the host declared it.
struct Declaration {
  Era host_era = Era::legacy;
  std::string client_info;   // {"name":…,"version":…}
  std::string capabilities;  // client capabilities towards servers
};

// The client capabilities that can be routed: roots, sampling and elicitation, as the host wrote them. What a
// host lacks is never claimed; what the gateway cannot carry (tasks, experimental) is left out.
std::string routable_capabilities(std::string_view host_capabilities);

// Everything that can be bridged to a modern host. A legacy server on its behalf is told this, so that its
// lists do not vary by connection; what a call's host did not declare is refused per call.
std::string bridgeable_capabilities();

// The `_meta` members of a modern request, without braces. `log_level`: raw literal or empty.
// MCP 2026-07-28, basic#request-metadata.
std::string envelope_members(std::string_view client_info, std::string_view capabilities,
                             std::string_view log_level = {});

// {"_meta":{…},<members>}: params of a modern request of our own.
std::string enveloped(const Declaration& declaration, std::string_view members = {});

// Edits for a request's `params._meta`: the gateway's own `dev.callgate/*` members go (nobody but we may
// write them), with `drop_envelope` the modern envelope goes too, and `added` (members, or empty) comes in,
// with `_meta` and `params` around it where they are missing.
void change_envelope(const rpc::Message& message, bool drop_envelope, std::string_view added,
                     json::Edits& edits);

}  // namespace callgate::mcp
