// resources/read of a whole result whose cut part went to the host.
#include "core/guard/spill.h"
#include "core/json/view.h"
#include "core/mcp/methods.h"
#include "gateway/call_desk.h"
#include "gateway/call_parts.h"
#include "gateway/flows.h"
#include "gateway/session.h"

namespace callgate {
namespace {

namespace code = mcp::code;

Flow read_spilled(Session& session, RequestPtr request, std::string uri, std::string name) {
  std::string wanted = name;
  const Result<std::string> text = co_await session.desk().read_spill(std::move(wanted));
  if (!text) {
    const bool gone = text.error().code == Errc::not_found;
    const int number = !gone               ? code::internal_error
                       : request->modern() ? code::invalid_params
                                           : code::resource_not_found;
    session.reply_error(*request, number,
                        gone ? "This result is not kept any more: " + uri : text.error().what,
                        "{\"uri\":" + json::quote(uri) + "}");
    co_return;
  }
  std::string result = R"({"contents":[{"uri":)" + json::quote(uri) + R"(,"mimeType":")";
  result += name.ends_with(".json") ? "application/json" : "text/plain";
  result += R"(","text":)";
  json::append_quoted(result, *text);
  result += "}]}";
  mcp::Adaptation adaptation;
  adaptation.host = request->revision;
  adaptation.to = mcp::AnswerTo::read;
  session.forward(*request, result_message(request->id(), Bytes::adopt(std::move(result))), adaptation);
}

}  // namespace

bool serve_spilled(Session& session, const RequestPtr& request) {
  const std::string uri = json::decode(request->message.text(request->message.parts().uri));
  const std::string before = guard::spill_uri(session.desk().spill_folder(), "");
  if (!uri.starts_with(before)) return false;
  std::string name = uri.substr(before.size());
  if (!guard::is_spill_name(name)) return false;
  read_spilled(session, request, uri, std::move(name));
  return true;
}

}  // namespace callgate
