#include "gateway/content_guard.h"

#include "core/analysis/path/file_url.h"
#include "core/base/percent.h"
#include "core/json/view.h"
#include "core/mcp/methods.h"
#include "gateway/call_desk.h"
#include "gateway/call_parts.h"
#include "gateway/content_call.h"

namespace callgate {
namespace {

using json::member;

// A URI in the form in which guards judge it. What a server has named itself tells it nothing new and leads
// nowhere it could not go by itself; but what lies on this machine is the user's, whoever names it.
std::string address_of(Session& session, std::string_view literal) {
  const std::string uri = json::decode(literal);
  if (const std::string_view path = analysis::path_of_file_url(uri); !path.empty())
    return "{\"path\":" + json::quote(percent_decoded(path)) + "}";
  if (session.catalog().known_resource(uri)) return {};
  return "{\"uri\":" + std::string(literal) + "}";
}

// {"argument":{its name: its value},"context":…}: under the name that the prompt gives it.
std::string completed_part(std::string_view params) {
  const std::string_view argument = member(params, "argument"), name = member(argument, "name"),
                         value = member(argument, "value"), context = member(params, "context");
  if (json::type_of(name) != json::Type::string || value.empty()) return {};
  std::string part = "{\"argument\":{" + std::string(name) + ":" + std::string(value) + "}";
  if (!context.empty()) part.append(",\"context\":").append(context);
  return part + "}";
}

}  // namespace

bool admit_content(Session& session, HostRequest& request, const std::string& server, rpc::Draft& draft) {
  if (session.desk().chain()->empty()) return true;
  const rpc::Message& message = request.message;
  const std::string_view method = message.method();
  const json::Span prompt = method == mcp::method::prompts_get ? message.parts().arguments : json::Span{};
  std::string made;
  if (prompt && json::type_of(message.text(prompt)) == json::Type::object) made = message.text(prompt);
  if (method == mcp::method::resources_read) made = address_of(session, message.text(message.parts().uri));
  if (method == mcp::method::complete) made = completed_part(message.params());
  if (made.empty()) return true;
  ContentCall content(session, server, method, Bytes::adopt(std::move(made)));
  guard::Verdict verdict = content.enter();
  if (content.call().repaired() && !prompt && std::holds_alternative<guard::Allow>(verdict)) {
    verdict = guard::Deny{
        {"secrets", "", "secret_in_arguments",
         "It holds a secret, which cannot be blanked out of " + std::string(method) + ".", "Leave it out."},
        std::nullopt};
  }
  guard::Notice notice = content.notice_of(guard::decision_of(verdict), guard::finding_of(verdict));
  if (notice.why.code == "approval_off")
    notice.why.instead = "A person would have to agree, and nobody is asked about " + std::string(method) +
                         ". Ask the user to change the policy.";
  const bool denied = std::holds_alternative<guard::Deny>(verdict);
  content.conclude(notice, denied ? guard::Outcome::not_sent : guard::Outcome::result, 0);
  if (!denied) {
    if (content.call().repaired()) draft.edits.push_back({prompt, std::string(content.call().arguments())});
    return true;
  }
  std::string text = "refused: " + notice.why.reason;
  if (!notice.why.instead.empty()) text += " " + notice.why.instead;
  session.reply_error(request, mcp::code::invalid_params, text,
                      "{\"reason\":" + json::quote(notice.why.code) + "}");
  return false;
}

void forward_content(Session& session, HostRequest& request, const rpc::Message& answer,
                     const mcp::Adaptation& adaptation, const std::string& server, std::string_view method) {
  if (session.desk().chain()->empty() || answer.kind() == rpc::Kind::error)
    return session.forward(request, answer, adaptation);
  ContentCall content(session, server, method);
  const Bytes result = answer.line().slice(answer.text(answer.parts().result));
  guard::Amend amend = content.leave(result);
  const guard::Notice notice = content.notice_of(guard::decision_of(amend), guard::finding_of(amend));
  content.conclude(notice, guard::Outcome::result, result.size());
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
