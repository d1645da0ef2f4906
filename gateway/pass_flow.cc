// The story of a tools/call through a gateway that judges nothing: one exchange, and the server's answer.
#include "gateway/call_parts.h"
#include "gateway/exchange.h"
#include "gateway/flows.h"
#include "gateway/offers.h"
#include "gateway/session.h"

namespace callgate {

Flow pass_through(Session& session, RequestPtr request, mcp::ToolPtr tool, std::size_t server) {
  Upstream& upstream = session.fleet()[server];
  // Only a server that has started can say which era it speaks.
  if (!upstream.ready()) co_await upstream.started();
  if (refuse_foreign_state(session, *request, upstream)) co_return;
  Exchange exchange(session, request, upstream);
  rpc::Draft draft = draft_of_call(session, *request, *tool, upstream);
  Result<rpc::Message> answer = co_await exchange.run(draft);
  HostRequest* asker = exchange.request();
  if (!asker) co_return;
  if (answer) {
    learn_uris(session, server, *answer);
    session.forward(*asker, *answer, adaptation_for(upstream, *asker, {}));
  } else {
    reply_failed(session, *asker, answer.error(), tool->server, exchange.sent());
  }
}

}  // namespace callgate
