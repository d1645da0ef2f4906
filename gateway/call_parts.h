// What every tools/call needs, judged or not: the request as its server gets it, and what becomes of the
// answer.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/guard/record.h"
#include "core/mcp/adapt.h"
#include "core/mcp/tool.h"
#include "gateway/request.h"
#include "upstreams/upstream.h"

namespace callgate {

class Session;

// One part of a request's line; empty if it is not there.
Bytes part_of(const HostRequest& request, json::Span part);

// The server's own name for the tool, and everything else as the host wrote it.
rpc::Draft draft_of_call(Session& session, const HostRequest& request, const mcp::Tool& tool,
                         const Upstream& upstream);

// How an answer has to change for this host; `meta` as in mcp::Adaptation.
mcp::Adaptation adaptation_for(const Upstream& upstream, const HostRequest& request, std::string_view meta);

// A result of our own making as if it had come from a server: `id` raw, `result` a valid raw object.
rpc::Message result_message(std::string_view id, const Bytes& result);

// Servers mention resources in results that they never listed; a host may read them.
void learn_uris(Session& session, std::size_t server, const rpc::Message& answer);

// How a call ended that got no answer of its server's.
guard::Outcome outcome_of(const Error& error, bool sent);

// Answers a call that got no answer of its server's: a result whose words tell the model whether it may have
// run
// (`sent`), or error -32603 where an answer came that nobody may rely on (Errc::refused).
void reply_failed(Session& session, HostRequest& asker, const Error& error, const std::string& server,
                  bool sent);

}  // namespace callgate
