// What a person's agreement to a call is bound to, and whether that still holds once it is given.
#pragma once

#include <string>

#include "core/base/result.h"
#include "core/guard/chain.h"
#include "core/policy/world.h"

namespace callgate {

class Session;

// What an approval of the call is stored by: lower-case hex of a SHA-256 over guard::Call::digest (server,
// tool and definition, arguments, principal, policy) and the program that runs as the server
// (policy::World::program_of). Errors: arguments that have no canonical form.
Result<std::string> approval_digest(guard::Call& call, const policy::World& world, std::string_view principal,
                                    std::string_view policy_revision);

// What has changed since a call of `tool` was judged by `then`, as a sentence; empty: an approval that was
// asked for then still fits.
std::string changed_since(Session& session, const mcp::Tool& tool, const guard::GuardChain& then);

// The refusal of a call that a person has agreed to, because things are not what they were.
guard::Deny approval_outdated(const std::string& what_changed);

}  // namespace callgate
