#include "gateway/content_guard.h"

#include "core/guard/chain.h"
#include "core/guard/record.h"
#include "core/guard/render.h"
#include "core/mcp/methods.h"
#include "gateway/call_desk.h"
#include "gateway/call_parts.h"
#include "gateway/config.h"
#include "gateway/session.h"

namespace callgate {
namespace {

mcp::ToolPtr as_tool(const std::string& server, std::string_view method) {
  auto tool = std::make_shared<mcp::Tool>();
  tool->server = server;
  tool->native = tool->exposed = method;
  tool->definition = Bytes::copy("{}");
  return tool;
}

void record(Session& session, const guard::Call& call, const guard::Passage& passage,
            const guard::Notice& notice, std::size_t size) {
  guard::Record record;
  record.time = session.clock().today();
  record.call = call.id();
  record.host = session.host_name();
  record.server = call.tool().server;
  record.tool = record.exposed = call.tool().native;
  record.decision = notice.decision;
  record.why = &notice.why;
  record.also = notice.also;
  record.would_be = passage.would_be();
  record.outcome = guard::Outcome::result;
  record.result_bytes = size;
  session.desk().record(record);
}

}  // namespace

void forward_content(Session& session, HostRequest& request, const rpc::Message& answer,
                     const mcp::Adaptation& adaptation, const std::string& server, std::string_view method) {
  const auto chain = session.desk().chain();
  if (chain->empty() || answer.kind() == rpc::Kind::error)
    return session.forward(request, answer, adaptation);
  guard::Call call(session.desk().next_call_id(), as_tool(server, method), {});
  guard::Passage passage(chain, call);
  const Bytes result = answer.line().slice(answer.text(answer.parts().result));
  guard::Amend amend = passage.leave_content(result);
  if (!call.spills().empty()) session.desk().keep(std::move(call.spills()));
  passage.end(guard::Ending::answered);
  const guard::Decision decision = guard::decision_of(amend);
  const guard::Finding* why = guard::finding_of(amend);
  guard::Notice notice =
      guard::notice_of(call.id(), decision, why ? *why : guard::Finding{}, passage.taken());
  notice.in_meta = session.config().annotate != Annotate::never;
  if (notice.decision == guard::Decision::allow && passage.would_be().empty())
    return session.forward(request, answer, adaptation);
  record(session, call, passage, notice, result.size());
  if (std::holds_alternative<guard::Withhold>(amend))
    return session.reply_error(request, mcp::code::internal_error, "withheld: " + notice.why.reason);
  mcp::Adaptation told = adaptation;
  std::string meta;
  if (notice.in_meta && notice.decision != guard::Decision::allow) meta = guard::verdict_meta(notice);
  told.meta = meta;
  const auto* replaced = std::get_if<guard::Replace>(&amend);
  if (!replaced) return session.forward(request, answer, told);
  session.forward(request, result_message(answer.id(), replaced->result), told);
}

}  // namespace callgate
