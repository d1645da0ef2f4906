#include "gateway/content_call.h"

#include "gateway/call_desk.h"
#include "gateway/config.h"

namespace callgate {
namespace {

mcp::ToolPtr as_tool(const std::string& server, std::string_view method) {
  auto tool = std::make_shared<mcp::Tool>();
  tool->server = server;
  tool->native = tool->exposed = method;
  tool->definition = Bytes::copy("{}");
  tool->hints.read_only = true;
  tool->trusted = true;
  return tool;
}

}  // namespace

ContentCall::ContentCall(Session& session, const std::string& server, std::string_view method,
                         Bytes arguments)
    : session_(session),
      call_(session.desk().next_call_id(), as_tool(server, method), arguments),
      passage_(arguments.empty() ? session.desk().chain() : session.desk().content_chain(), call_) {}

guard::Amend ContentCall::leave(const Bytes& result) {
  guard::Amend amend = passage_.leave_content(result);
  if (!call_.spills().empty()) session_.desk().keep(std::move(call_.spills()));
  return amend;
}

guard::Notice ContentCall::notice_of(guard::Decision decision, const guard::Finding* why) const {
  guard::Notice notice =
      guard::notice_of(call_.id(), decision, why ? *why : guard::Finding{}, passage_.taken());
  notice.in_meta = session_.config().annotate != Annotate::never;
  return notice;
}

void ContentCall::conclude(const guard::Notice& notice, guard::Outcome outcome, std::size_t result_bytes) {
  passage_.end(outcome == guard::Outcome::not_sent ? guard::Ending::denied : guard::Ending::answered);
  if (notice.decision == guard::Decision::allow && passage_.would_be().empty()) return;
  guard::Record record;
  record.time = session_.clock().today();
  record.call = call_.id();
  record.host = session_.host_name();
  record.server = call_.tool().server;
  record.tool = record.exposed = call_.tool().native;
  record.decision = notice.decision;
  record.why = &notice.why;
  record.also = notice.also;
  record.would_be = passage_.would_be();
  record.outcome = outcome;
  record.argument_bytes = call_.arguments().size();
  record.result_bytes = result_bytes;
  session_.desk().record(record);
}

}  // namespace callgate
