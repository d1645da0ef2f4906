#include "gateway/call_parts.h"

#include "core/json/view.h"
#include "core/mcp/methods.h"
#include "gateway/offers.h"
#include "gateway/session.h"

namespace callgate {
namespace {

using json::member;

// A call that got no answer, in words that tell the model whether it may have run.
std::string failed_result(const Error& error, const std::string& server, bool sent, bool modern) {
  std::string text = "The call failed: server \"" + server + "\" " + error.what + ".";
  text += sent ? " It may have been executed; check before you repeat it." : " Nothing was executed.";
  std::string result =
      "{\"content\":[{\"type\":\"text\",\"text\":" + json::quote(text) + "}],\"isError\":true";
  if (modern) result += ",\"resultType\":\"complete\"";
  return result + "}";
}

}  // namespace

Bytes part_of(const HostRequest& request, json::Span part) {
  const std::string_view text = request.message.text(part);
  return text.empty() ? Bytes() : request.message.line().slice(text);
}

rpc::Draft draft_of_call(Session& session, const HostRequest& request, const mcp::Tool& tool,
                         const Upstream& upstream) {
  rpc::Draft draft = draft_for(session, request, upstream);
  if (tool.native != tool.exposed)
    draft.edits.push_back({request.message.parts().name, json::quote(tool.native)});
  return draft;
}

mcp::Adaptation adaptation_for(const Upstream& upstream, const HostRequest& request, std::string_view meta) {
  mcp::Adaptation adaptation;
  if (upstream.listing()) adaptation.server = upstream.listing()->facts.revision;
  adaptation.host = request.revision;
  adaptation.to = mcp::AnswerTo::call;
  adaptation.meta = meta;
  return adaptation;
}

rpc::Message result_message(std::string_view id, const Bytes& result) {
  Bytes line = Bytes::adopt(rpc::result_line(id, result.view()));
  const json::Scanned scanned = json::scan(line.view());
  return {std::move(line), scanned.parts, rpc::Kind::result};
}

void learn_uris(Session& session, std::size_t server, const rpc::Message& answer) {
  constexpr std::size_t kLook = 64u << 10;
  const std::string_view result = answer.text(answer.parts().result);
  if (session.catalog().servers() < 2 || result.size() > kLook ||
      result.find("\"resource") == std::string_view::npos) {
    return;
  }
  json::Elements walk(member(result, "content"));
  std::string_view block;
  while (walk.next(block)) {
    const std::string_view type = member(block, "type");
    if (type == "\"resource_link\"") session.catalog().learn(json::decode(member(block, "uri")), server);
    if (type == "\"resource\"")
      session.catalog().learn(json::decode(member(block, {"resource", "uri"})), server);
  }
}

guard::Outcome outcome_of(const Error& error, bool sent) {
  using guard::Outcome;
  return !sent                           ? Outcome::not_sent
         : error.code == Errc::timeout   ? Outcome::timeout
         : error.code == Errc::cancelled ? Outcome::cancelled
         : error.code == Errc::refused   ? Outcome::error
                                         : Outcome::lost;
}

void reply_failed(Session& session, HostRequest& asker, const Error& error, const std::string& server,
                  bool sent) {
  // An answer came, and nobody may rely on it.
  if (error.code == Errc::refused) {
    return session.reply_error(asker, mcp::code::internal_error, "server \"" + server + "\" " + error.what);
  }
  session.reply_result(asker, failed_result(error, server, sent, asker.modern()));
}

}  // namespace callgate
