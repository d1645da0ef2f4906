// Rounds of a modern server that requires input: who may be asked, and how a legacy host is (declared in
// exchange.h).
#include "core/json/view.h"
#include "core/mcp/methods.h"
#include "gateway/exchange.h"
#include "gateway/question_leave.h"
#include "gateway/questions.h"
#include "gateway/session.h"

namespace callgate {
namespace {

using json::member;

// Clients of the SDK give up after 8 (legacy shim) or 10 rounds.
constexpr unsigned kMaxRounds = 10;

}  // namespace

// What a legacy host is asked in one round of a modern server's input_required.
class Exchange::HostQuestion final : public Asker {
 public:
  HostQuestion(Exchange& exchange, std::size_t at, std::string_view raw_key, std::string asked,
               std::string with)
      : key(raw_key), method(std::move(asked)), params(std::move(with)), exchange_(exchange), at_(at) {}
  void answered(Result<rpc::Message> answer) override {
    exchange_.events_.put(HostAnswered{at_, std::move(answer)});
  }

  std::string key, method, params, response;  // raw key and response, as the retry repeats them
  std::uint64_t id = 0;

 private:
  Exchange& exchange_;
  std::size_t at_;
};

Task<Result<rpc::Draft>> Exchange::next_round(rpc::Message required, const rpc::Draft& first) {
  if (++rounds_ > kMaxRounds) {
    co_return Error{Errc::unavailable,
                    "asked for input " + std::to_string(kMaxRounds) + " times without an end",
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

Task<Result<void>> Exchange::seek_leave(rpc::Message required) {
  std::size_t all = 0;
  json::Members walk(member(required.text(required.parts().result), "inputRequests"));
  for (json::Member each; walk.next(each); ++all) {
    std::string method = json::decode(member(each.value, "method"));
    if (!needs_leave(session_, upstream_, method)) continue;
    const bool elicits = method == mcp::method::elicitation;
    std::string params(member(each.value, "params"));
    const Leave leave =
        co_await leave_to_ask(session_, upstream_, std::move(method), std::move(params), request_->cancelled);
    if (leave.granted) continue;
    if (!elicits)
      co_return Error{Errc::unavailable, "needs an answer that it may not get: " + leave.reason,
                      upstream_.server().name};
    declined_.emplace(each.key);
  }
  // A modern host answers all of a round or nothing.
  if (request_->modern() && !declined_.empty() && declined_.size() != all) {
    co_return Error{Errc::unavailable, "asks for several things at once, and the policy refuses one of them",
                    upstream_.server().name};
  }
  co_return Result<void>();
}

Task<Result<std::string>> Exchange::put_to_legacy_host(rpc::Message required) {
  std::deque<HostQuestion> questions;
  const Result<void> asked =
      ask_legacy_host(member(required.text(required.parts().result), "inputRequests"), questions);
  if (!asked) {
    withdraw(questions, "another question of this request cannot be asked");
    co_return asked.error();
  }
  for (std::size_t left = questions.size() - declined_.size(); left > 0;) {
    Event event = co_await events_.next();
    if (auto* cancelled = std::get_if<Cancelled>(&event)) {
      withdraw(questions, cancelled->reason);
      co_return Error{Errc::cancelled, "the host cancelled the request", {}};
    }
    auto* reply = std::get_if<HostAnswered>(&event);
    if (!reply) continue;
    HostQuestion& question = questions[reply->question];
    --left;
    if (reply->answer && reply->answer->kind() == rpc::Kind::result) {
      question.response = reply->answer->text(reply->answer->parts().result);
    } else if (reply->answer && question.method == mcp::method::elicitation) {
      question.response = "{\"action\":\"cancel\"}";
    } else {
      withdraw(questions, "another question of this request got no answer");
      co_return Error{Errc::unavailable, "asked the host with " + question.method + ", which did not answer",
                      upstream_.server().name};
    }
  }
  std::string responses;
  for (const HostQuestion& question : questions) {
    responses.append(responses.empty() ? "\"" : ",\"")
        .append(question.key)
        .append("\":")
        .append(question.response);
  }
  co_return "{" + responses + "}";
}

Result<void> Exchange::ask_legacy_host(std::string_view requests, std::deque<HostQuestion>& questions) {
  const std::string label = session_.label(upstream_.index());
  json::Members walk(requests);
  json::Member each;
  while (walk.next(each)) {
    const std::string method = json::decode(member(each.value, "method"));
    const std::string_view params = member(each.value, "params");
    if (declined_.contains(each.key)) {
      questions.emplace_back(*this, questions.size(), each.key, method, "").response =
          "{\"action\":\"decline\"}";
      continue;
    }
    questions::Unaskable unaskable{mcp::code::method_not_found, "it asks with the unknown method " + method};
    if (questions::is_question(method)) {
      unaskable = questions::unaskable(method, params, session_.capabilities_of(*request_));
    }
    if (unaskable) {
      return Error{Errc::unavailable, "needs to ask the user, but " + unaskable.reason,
                   upstream_.server().name};
    }
    questions.emplace_back(*this, questions.size(), each.key, method,
                           questions::for_legacy_host(method, params, label));
  }
  for (HostQuestion& question : questions) {
    if (declined_.contains(question.key)) continue;
    rpc::Draft draft = rpc::request(question.method, question.params);
    const auto id = session_.ask_host(std::move(draft), question);
    if (!id) return id.error();
    question.id = *id;
  }
  return {};
}

void Exchange::withdraw(std::deque<HostQuestion>& questions, std::string_view reason) {
  for (const HostQuestion& question : questions) {
    if (question.id) session_.cancel_host_ask(question.id, reason);
  }
}

}  // namespace callgate
