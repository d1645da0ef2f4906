#include "gateway/exchange.h"

#include <charconv>
#include <cstdio>

#include "core/json/view.h"
#include "core/mcp/adapt.h"
#include "core/mcp/methods.h"
#include "gateway/held.h"
#include "gateway/questions.h"
#include "gateway/session.h"

namespace callgate {
namespace {

using json::member;
using mcp::Era;

constexpr Millis kKeepAlive{10'000};
// Clients of the SDK give up after 8 (legacy shim) or 10 rounds.
constexpr unsigned kMaxRounds = 10;
constexpr std::string_view kQuestionKey = "question";

bool requires_input(const Result<rpc::Message>& answer) {
  return answer && answer->kind() == rpc::Kind::result &&
         answer->text(answer->parts().result_type) == "\"input_required\"";
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
  if (upstream_.server().call_timeout.count() > 0) {
    deadline = session_.clock().now() + upstream_.server().call_timeout;
    session_.fleet().watch_deadlines();
  }
  const auto id = connection_->send(draft, *this, deadline);
  if (!id) return id.error();
  id_ = *id;
  return {};
}

Task<Result<rpc::Message>> Exchange::run(rpc::Draft& draft) {
  request_->exchange = this;
  if (!upstream_.ready()) {
    Result<std::shared_ptr<Connection>> connection = co_await upstream_.connection();
    if (!connection) co_return connection.error();
  }
  const bool bridges_to_legacy_host = !request_->modern() && upstream_.era() == Era::modern;
  rpc::Draft first;
  if (bridges_to_legacy_host) first = draft;
  if (request_->modern() || !request_->progress_token().empty()) {
    heard_ = session_.clock().now();
    session_.enlist(*this);
  }
  Result<void> sent = send(draft);
  if (!sent) co_return sent.error();
  for (;;) {
    Event event = co_await events_.next();
    if (auto* answer = std::get_if<Result<rpc::Message>>(&event)) {
      if (!bridges_to_legacy_host || !requires_input(*answer)) co_return std::move(*answer);
      rpc::Message required = **answer;
      Result<rpc::Draft> next = co_await next_round(required, first);
      if (!next) co_return next.error();
      sent = send(*next);
      if (!sent) co_return sent.error();
    } else if (auto* asked = std::get_if<Asked>(&event)) {
      rpc::Message question = asked->question;
      const bool back = co_await put_to_modern_host(question);
      if (!back) co_return Error{Errc::cancelled, "nobody came back with the answer to a question", {}};
      if (early_) co_return std::move(*early_);
    } else if (auto* cancelled = std::get_if<Cancelled>(&event)) {
      connection_->cancel(id_, cancelled->reason);
      co_return Error{Errc::cancelled, "the host cancelled the request", {}};
    }
  }
}

Task<bool> Exchange::put_to_modern_host(rpc::Message question) {
  const std::string_view method = question.method();
  const std::string params = questions::for_modern_host(method, question.params(), session_.label(upstream_.index()));
  const std::string state = session_.held().park(*this, subject_of(*request_));
  std::string result = "{\"resultType\":\"input_required\",\"inputRequests\":{\"";
  result.append(kQuestionKey).append("\":{\"method\":").append(json::quote(method)).append(",\"params\":");
  result.append(params).append("}},\"requestState\":\"").append(state).append("\",\"_meta\":{\"");
  result.append(mcp::kMetaServerInfo).append("\":").append(mcp::own_info()).append("}}");
  request_->exchange = nullptr;
  session_.reply_result(*request_, result);
  request_.reset();
  heard_ = session_.clock().now();
  for (;;) {
    Event event = co_await events_.next();
    if (auto* answer = std::get_if<Result<rpc::Message>>(&event)) {
      early_ = std::move(*answer);
    } else if (auto* asked = std::get_if<Asked>(&event)) {
      // One question at a time: the next one waits for the host to come back.
      (void)connection_->post(rpc::error_line(asked->question.id(), mcp::code::server_unavailable,
                                              "another question of this call is still open"));
    } else if (std::get_if<Cancelled>(&event)) {
      session_.held().forget(*this);
      connection_->cancel(id_, "nobody came back with an answer");
      co_return false;
    } else if (auto* resumed = std::get_if<Resumed>(&event)) {
      request_ = resumed->request;
      request_->exchange = this;
      break;
    }
  }
  const std::string_view responses = request_->message.text(request_->message.parts().input_responses);
  const std::string_view response = member(responses, kQuestionKey);
  if (json::type_of(response) == json::Type::object) {
    (void)connection_->post(rpc::result_line(question.id(), response));
  } else {
    (void)connection_->post(rpc::error_line(question.id(), mcp::code::invalid_params, "the host gave no answer"));
  }
  co_return true;
}

Task<Result<rpc::Draft>> Exchange::next_round(rpc::Message required, const rpc::Draft& first) {
  if (++rounds_ > kMaxRounds) {
    co_return Error{Errc::refused, "asked for input " + std::to_string(kMaxRounds) + " times without an end",
                    upstream_.server().name};
  }
  Result<std::string> responses = co_await put_to_legacy_host(required);
  if (!responses) co_return responses.error();
  std::string members = "\"inputResponses\":" + *responses;
  if (const auto state = member(required.text(required.parts().result), "requestState"); !state.empty()) {
    members.append(",\"requestState\":").append(state);
  }
  rpc::Draft next = first;
  const std::string_view line = next.line.view();
  const std::string_view params = member(line, "params");
  json::add_members(line, params, members, next.edits);
  co_return next;
}

Task<Result<std::string>> Exchange::put_to_legacy_host(rpc::Message required) {
  const std::string_view requests = member(required.text(required.parts().result), "inputRequests");
  std::string responses;
  json::Members walk(requests);
  json::Member each;
  while (walk.next(each)) {
    const std::string method = json::decode(member(each.value, "method"));
    const std::string_view params = member(each.value, "params");
    questions::Unaskable unaskable{mcp::code::method_not_found, "it asks with the unknown method " + method};
    if (questions::is_question(method)) {
      unaskable = questions::unaskable(method, params, session_.capabilities_of(*request_));
    }
    if (unaskable) {
      co_return Error{Errc::refused, "needs to ask the user, but " + unaskable.reason, upstream_.server().name};
    }
    rpc::Draft draft =
        rpc::request(method, questions::for_legacy_host(method, params, session_.label(upstream_.index())));
    Answer answer;
    const auto asked = session_.ask_host(std::move(draft), answer);
    if (!asked) co_return asked.error();
    Result<rpc::Message> reply = co_await answer.done().wait();
    if (!reply) co_return reply.error();
    std::string response(reply->text(reply->parts().result));
    if (reply->kind() == rpc::Kind::error) {
      if (method != mcp::method::elicitation) {
        co_return Error{Errc::refused, "asked the host with " + method + ", which answered with an error",
                        upstream_.server().name};
      }
      response = "{\"action\":\"cancel\"}";
    }
    if (!responses.empty()) responses += ',';
    responses.append("\"").append(each.key).append("\":").append(response);
  }
  co_return "{" + responses + "}";
}

bool resume_parked(Session& session, const RequestPtr& request) {
  const std::string state = json::decode(request->message.text(request->message.parts().request_state));
  if (state.empty() || !Held::is_ours(state)) return false;
  const auto exchange = session.held().claim(state, subject_of(*request));
  if (!exchange) {
    session.reply_error(*request, mcp::code::invalid_params, exchange.error().what,
                        "{\"reason\":\"invalid_request_state\"}");
  } else {
    (*exchange)->resume(request);
  }
  return true;
}

bool Exchange::take_question(const rpc::Message& question) {
  if (!request_ || !request_->modern() || !id_) return false;
  if (questions::unaskable(question.method(), question.params(), session_.capabilities_of(*request_))) return false;
  events_.put(Asked{question});
  return true;
}

void Exchange::progressed(const rpc::Message& progress) {
  heard_ = session_.clock().now();
  if (!request_ || request_->cancelled || request_->progress_token().empty()) return;
  rpc::Draft draft;
  draft.line = progress.line();
  draft.edits.push_back({progress.parts().progress_token, std::string(request_->progress_token())});
  const std::string_view value = member(progress.params(), "progress");
  double number = 0;
  if (std::from_chars(value.data(), value.data() + value.size(), number).ec == std::errc{}) progress_ = number;
  session_.post(draft);
}

void Exchange::keep_alive(Instant now) {
  if (!request_) {
    if (now - heard_ >= Held::kLifetime) cancel("expired");
    return;
  }
  if (request_->progress_token().empty() || now - heard_ < kKeepAlive || !id_) return;
  heard_ = now;
  // Progress must rise (MCP basic/utilities/progress); a hair above the server's own leaves it room.
  char value[64];
  std::snprintf(value, sizeof value, "%.6f", progress_ + ++keep_alives_ * 1e-6);
  const std::string text = "waiting for " + upstream_.server().name;
  session_.notify(mcp::method::progress, "{\"progressToken\":" + std::string(request_->progress_token()) +
                                             ",\"progress\":" + value + ",\"message\":" + json::quote(text) + "}");
}

}  // namespace callgate
