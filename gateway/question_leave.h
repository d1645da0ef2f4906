// Whether a server may put its question to the user or the host's model: what the policy says, and where it
// says "hold", what a person says.
#pragma once

#include <string>
#include <string_view>

#include "upstreams/task.h"
#include "upstreams/upstream.h"

namespace callgate {

class Session;

struct Leave {
  bool granted = true;
  std::string reason;  // of a refusal; one sentence
};

// False: the policy lets every question of this kind pass, and nobody has to be waited for.
bool needs_leave(Session& session, const Upstream& upstream, std::string_view method);

// Asks the policy, and then the store of approvals until somebody decides, the time for decisions is over, or
// `given_up` is true (which must live until this is done). Refusals, holds and grants are recorded as calls
// of the "tool" `method`; where the policy only observes, the question is granted and that is recorded.
// `method`, `params`: of the question, as the server sent them.
Task<Leave> leave_to_ask(Session& session, Upstream& upstream, std::string method, std::string params,
                         const bool& given_up);

// What the server gets instead of an answer: a user who declines (elicitation), a user who rejects (sampling,
// error -1: MCP 2025-11-25, client/sampling#error-handling).
std::string refusal_line(std::string_view raw_id, std::string_view method, const Leave& leave);

}  // namespace callgate
