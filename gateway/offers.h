// Prompts, resources and completions: found by name or URI, asked of their server, answered.
#pragma once

#include <cstddef>
#include <optional>

#include "core/base/result.h"
#include "core/mcp/adapt.h"
#include "core/mcp/envelope.h"
#include "gateway/request.h"
#include "upstreams/task.h"

namespace callgate {

class Exchange;
class Session;

// With no memory of earlier runs a name or a URI is known only once its server has listed it: waits for the
// lists, then serves the request (with `listed` true), unless it was cancelled meanwhile.
Task<void> serve_when_listed(Session& session, RequestPtr request,
                             void (*serve)(Session& session, const RequestPtr& request, bool listed));

// True if lists are still to come that may name the request's `uri`.
bool awaits_owner(Session& session, const HostRequest& request);
// The server that owns the request's `uri`; otherwise the request is answered with what is wrong.
std::optional<std::size_t> resource_owner(Session& session, HostRequest& request);

// Answers the host with what an exchange came to: the server's answer, or an error that says why there is
// none.
void answer_offer(Session& session, Exchange& exchange, const Result<rpc::Message>& answer, mcp::AnswerTo to);

// The request as its server is to get it, but for id and token: its era's envelope, without the gateway's own
// keys.
rpc::Draft draft_for(Session& session, const HostRequest& request, const class Upstream& upstream);

// Whom a modern request speaks for.
mcp::Declaration declaration_of(const HostRequest& request);

}  // namespace callgate
