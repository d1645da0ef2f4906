#include "gateway/exchange.h"

#include "core/json/view.h"
#include "core/mcp/adapt.h"
#include "core/mcp/methods.h"
#include "gateway/call_desk.h"
#include "gateway/held.h"
#include "gateway/questions.h"
#include "gateway/relay.h"
#include "gateway/server_text.h"
#include "gateway/session.h"

namespace callgate {
namespace {

using json::member;
using mcp::Era;

constexpr std::string_view kQuestionKey = "question";

bool requires_input(const Result<rpc::Message>& answer) {
  return answer && answer->kind() == rpc::Kind::result &&
         json::equals(answer->text(answer->parts().result_type), "input_required");
}

// What the retry of a parked request must repeat.
std::string subject_of(const HostRequest& request) {
  const rpc::Message& message = request.message;
  const json::Envelope& parts = message.parts();
  std::string subject(message.method());
  for (const json::Span part : {parts.name, parts.uri, parts.arguments}) {
    subject += '\0';
    subject += message.text(part);
  }
  return subject;
}

bool is_input_required_method(std::string_view method) {
  return method == mcp::method::tools_call || method == mcp::method::prompts_get ||
         method == mcp::method::resources_read;
}

rpc::Message message_of(std::string line, rpc::Kind kind) {
  const json::Scanned scanned = json::scan(line);
  return {Bytes::adopt(std::move(line)), scanned.parts, kind};
}

// The result that asks a modern host; `requests`: members of inputRequests.
std::string input_required(std::string_view requests, std::string_view state) {
  std::string result = "{\"resultType\":\"input_required\",\"inputRequests\":{";
  result.append(requests).append("},\"requestState\":\"").append(state).append("\",\"_meta\":{\"");
  result.append(mcp::kMetaServerInfo).append("\":").append(mcp::own_info()).append("}}");
  return result;
}

}  // namespace

Exchange::Exchange(Session& session, RequestPtr request, Upstream& upstream)
    : session_(session), request_(std::move(request)), upstream_(upstream) {}

Exchange::~Exchange() {
  if (request_) request_->exchange = nullptr;
  session_.dismiss(*this);
  if (connection_ && id_) connection_->pending().drop(id_);
}

Result<void> Exchange::send(rpc::Draft& draft) {
  if (request_->cancelled) return Error{Errc::cancelled, "the host cancelled the request", {}};
  connection_ = upstream_.current();
  if (!connection_) return Error{Errc::gone, "has ended", upstream_.server().name};
  Instant deadline = Instant::max();
  Millis limit = upstream_.server().call_timeout;
  if (time_limit_.count() > 0 && (limit.count() == 0 || time_limit_ < limit)) limit = time_limit_;
  if (limit.count() > 0) {
    deadline = session_.clock().now() + limit;
  }
  const auto id = connection_->send(draft, *this, deadline);
  if (!id) return id.error();
  id_ = *id;
  return {};
}

Task<Result<rpc::Message>> Exchange::run(rpc::Draft& draft) {
  request_->exchange = this;
  if (!upstream_.ready()) {
    Result<ConnectionPtr> connection = co_await upstream_.connection();
    if (!connection) co_return connection.error();
  }
  const bool bridges_to_legacy_host = !request_->modern() && upstream_.era() == Era::modern;
  const bool asks_for_leave = upstream_.era() == Era::modern && session_.desk().chain()->questions().any();
  rpc::Draft first;
  if (bridges_to_legacy_host || asks_for_leave) first = draft;
  if (request_->modern() || !request_->progress_token().empty()) {
    heard_ = session_.clock().now();
    session_.enlist(*this);
  }
  Result<void> sent = send(draft);
  if (!sent) co_return sent.error();
  for (;;) {
    Event event = co_await events_.next();
    if (auto* answer = std::get_if<Result<rpc::Message>>(&event)) {
      if (!requires_input(*answer)) co_return finished(std::move(*answer));
      rpc::Message required =
          cleansed(session_, upstream_.server().name, request_->message.method(), **answer);
      declined_.clear();
      if (asks_for_leave) {
        const Result<void> leave = co_await seek_leave(required);
        if (!leave) co_return leave.error();
      }
      if (!bridges_to_legacy_host && declined_.empty()) co_return finished(std::move(required));
      Result<rpc::Draft> next = co_await next_round(required, first);
      if (!next) co_return next.error();
      sent = send(*next);
      if (!sent) co_return sent.error();
    } else if (auto* asked = std::get_if<Asked>(&event)) {
      rpc::Message question = asked->question;
      const bool back = co_await put_to_modern_host(question);
      if (!back) co_return Error{Errc::cancelled, "nobody came back with the answer to a question", {}};
      if (early_) co_return finished(std::move(*early_));
    } else if (auto* cancelled = std::get_if<Cancelled>(&event)) {
      connection_->cancel(id_, cancelled->reason);
      co_return Error{Errc::cancelled, "the host cancelled the request", {}};
    }
  }
}

Task<bool> Exchange::put_to_modern_host(rpc::Message question) {
  const std::string_view method = question.method();
  const std::string params =
      questions::for_modern_host(method, question.params(), session_.label(upstream_.index()));
  const std::string state = session_.held().park(this, subject_of(*request_));
  std::string requests = "\"" + std::string(kQuestionKey) + "\":{\"method\":" + json::quote(method);
  requests.append(",\"params\":").append(params).append("}");
  away_log_level_ = request_->log_level();
  request_->exchange = nullptr;
  session_.reply_result(*request_, input_required(requests, state));
  request_.reset();
  std::vector<rpc::Message> later;
  heard_ = session_.clock().now();
  for (;;) {
    Event event = co_await events_.next();
    if (auto* answer = std::get_if<Result<rpc::Message>>(&event)) {
      early_ = std::move(*answer);
    } else if (auto* asked = std::get_if<Asked>(&event)) {
      // One question at a time: the next one waits for the host to come back.
      later.push_back(std::move(asked->question));
    } else if (std::get_if<Cancelled>(&event)) {
      session_.held().forget(*this);
      leave_unasked(later);
      connection_->cancel(id_, "nobody came back with an answer");
      co_return false;
    } else if (auto* resumed = std::get_if<Resumed>(&event)) {
      request_ = resumed->request;
      request_->exchange = this;
      break;
    }
  }
  hand_over_kept();
  const std::string_view responses = request_->message.text(request_->message.parts().input_responses);
  const std::string_view response = member(responses, kQuestionKey);
  if (json::type_of(response) == json::Type::object) {
    (void)connection_->post(rpc::result_line(question.id(), response));
  } else {
    (void)connection_->post(
        rpc::error_line(question.id(), mcp::code::invalid_params, "the host gave no answer"));
  }
  if (early_) {
    leave_unasked(later);
  } else {
    for (rpc::Message& next : later) events_.put(Asked{std::move(next)});
  }
  co_return true;
}

void Exchange::leave_unasked(const std::vector<rpc::Message>& questions) {
  for (const rpc::Message& question : questions) {
    (void)connection_->post(
        rpc::error_line(question.id(), mcp::code::server_unavailable, "the call is over"));
  }
}

// An error asks nobody beforehand, so that "hold" is a refusal here.
bool Exchange::upstream_may_not_elicit() const {
  const guard::ServerQuestions& questions = session_.desk().chain()->questions();
  return questions.mode() == guard::Mode::enforce &&
         questions.of(mcp::method::elicitation, upstream_.server().name) != policy::Action::allow;
}

Result<rpc::Message> Exchange::finished(Result<rpc::Message>&& answer) {
  if (!answer || answer->kind() != rpc::Kind::error || !request_) return std::move(answer);
  *answer = cleansed(session_, upstream_.server().name, request_->message.method(), *answer);
  const std::string_view error = answer->text(answer->parts().error);
  if (json::integer(member(error, "code")) != mcp::code::url_elicitation_required) return std::move(answer);
  if (upstream_may_not_elicit()) {
    return message_of(rpc::error_line(std::string(answer->id()), mcp::code::internal_error,
                                      "the server wants the user to visit a URL, and the policy lets it ask "
                                      "nothing (guards.policy.elicitation)"),
                      rpc::Kind::error);
  }
  if (!request_->modern()) {
    session_.relay().saw_urls(upstream_, error);
    return std::move(answer);
  }
  // MCP 2026-07-28 has no such error: a user who has something to visit is asked like for any other input.
  const std::string id(answer->id());
  const std::string requests = questions::url_requests(error, session_.label(upstream_.index()));
  if (requests.empty() || !is_input_required_method(request_->message.method())) {
    return message_of(rpc::error_line(id, mcp::code::internal_error, json::decode(member(error, "message"))),
                      rpc::Kind::error);
  }
  if (questions::unaskable(mcp::method::elicitation, "{\"mode\":\"url\"}",
                           session_.capabilities_of(*request_))) {
    return message_of(rpc::error_line(id, mcp::code::missing_capability, "the user has to visit a URL first",
                                      "{\"requiredCapabilities\":{\"elicitation\":{\"url\":{}}}}"),
                      rpc::Kind::error);
  }
  const std::string state = session_.held().park(nullptr, subject_of(*request_));
  return message_of(rpc::result_line(id, input_required(requests, state)), rpc::Kind::result);
}

bool refuse_foreign_state(Session& session, HostRequest& request, const Upstream& upstream) {
  const bool brings_one = request.modern() && request.message.parts().request_state && !request.resumed;
  if (!brings_one || !upstream.ready() || upstream.era() == Era::modern) return false;
  session.reply_error(request, mcp::code::invalid_params,
                      "server \"" + upstream.server().name + "\" gave out no such request state",
                      "{\"reason\":\"invalid_request_state\"}");
  return true;
}

namespace {

// The request is made afresh if the user agreed to all that was asked.
bool all_accepted(std::string_view responses) {
  json::Members walk(responses);
  json::Member each;
  bool some = false;
  while (walk.next(each)) {
    some = true;
    if (!json::equals(member(each.value, "action"), "accept")) return false;
  }
  return some;
}

}  // namespace

bool resume_parked(Session& session, const RequestPtr& request) {
  const rpc::Message& message = request->message;
  if (!message.parts().request_state) return false;
  const std::string state = json::decode(message.text(message.parts().request_state));
  if (!session.held().is_ours(state)) return false;
  const auto exchange = session.held().claim(state, subject_of(*request));
  if (!exchange) {
    session.reply_error(*request, mcp::code::invalid_params, exchange.error().what,
                        "{\"reason\":\"invalid_request_state\"}");
    return true;
  }
  request->resumed = true;
  if (*exchange) {
    (*exchange)->resume(request);
    return true;
  }
  if (all_accepted(message.text(message.parts().input_responses))) return false;
  const std::string_view text = "Nothing was executed: the user did not agree to what the server asked for.";
  if (message.method() != mcp::method::tools_call) {
    session.reply_error(*request, mcp::code::internal_error, text);
  } else {
    session.reply_result(*request, mcp::modern_result("\"content\":[{\"type\":\"text\",\"text\":" +
                                                      json::quote(text) + "}],\"isError\":true"));
  }
  return true;
}

bool Exchange::take_question(const rpc::Message& question) {
  if (!id_) return false;
  if (request_) {
    // MCP 2026-07-28, schema: an InputRequiredResult answers no other request.
    if (!request_->modern() || !is_input_required_method(request_->message.method())) return false;
    capabilities_ = session_.capabilities_of(*request_);
  }
  if (questions::unaskable(question.method(), question.params(), capabilities_)) return false;
  events_.put(Asked{question});
  return true;
}

}  // namespace callgate
