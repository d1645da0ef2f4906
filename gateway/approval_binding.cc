#include "gateway/approval_binding.h"

#include "core/base/digest.h"
#include "core/json/view.h"
#include "gateway/call_desk.h"
#include "gateway/session.h"

namespace callgate {

Result<std::string> approval_digest(guard::Call& call, const policy::World& world, std::string_view principal,
                                    std::string_view policy_revision) {
  CALLGATE_TRY(digest, call.digest(principal, policy_revision));
  return sha256_hex("{\"call\":" + json::quote(digest) +
                    ",\"program\":" + json::quote(world.program_of(call.tool().server)) + "}");
}

std::string changed_since(Session& session, const mcp::Tool& tool, const guard::GuardChain& then) {
  const guard::GuardChain& now = *session.desk().chain();
  if (now.revision() != then.revision() || now.principal() != then.principal())
    return "The policy has changed.";
  session.freshen();
  const mcp::Offer* offer = session.catalog().tool(tool.exposed);
  if (!offer || offer->tool->server != tool.server || offer->tool->native != tool.native)
    return "The server does not offer " + tool.exposed + " any more.";
  if (offer->tool->digest() != tool.digest()) return "The definition of " + tool.exposed + " has changed.";
  return {};
}

guard::Deny approval_outdated(const std::string& what_changed) {
  return {{"approval", "", "approval_outdated",
           "A person has agreed to this call, but not to what holds by now: " + what_changed,
           "Nothing was executed. Make the call again; it is judged as things are now."},
          std::nullopt,
          false};
}

}  // namespace callgate
