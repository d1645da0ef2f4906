#include "gateway/relay.h"

#include "core/json/view.h"
#include "core/mcp/envelope.h"
#include "core/mcp/methods.h"
#include "gateway/exchange.h"
#include "gateway/question_leave.h"
#include "gateway/questions.h"
#include "gateway/server_text.h"
#include "gateway/session.h"
#include "gateway/subscriptions.h"

namespace callgate {

namespace method = mcp::method;
namespace code = mcp::code;
using json::member;

// A server's question that the host is thinking about.
class Relay::Question final : public Asker {
 public:
  Question(Relay& relay, std::size_t from, ConnectionPtr back, const rpc::Message& asked)
      : upstream(from), connection(std::move(back)), message(asked), relay_(relay) {}

  void answered(Result<rpc::Message> answer) override {
    if (!answer) {
      (void)connection->post(rpc::error_line(message.id(), code::internal_error, answer.error().what));
    } else {
      rpc::Draft draft;
      draft.line = answer->line();
      draft.edits.push_back({answer->parts().id, std::string(message.id())});
      (void)connection->post(draft);
    }
    relay_.questions_.erase(id);  // and with it this object
  }

  void progressed(const rpc::Message& progress) override {
    const std::string_view token = message.text(message.parts().meta_progress_token);
    if (token.empty()) return;
    rpc::Draft draft;
    draft.line = progress.line();
    draft.edits.push_back({progress.parts().progress_token, std::string(token)});
    (void)connection->post(draft);
  }

  std::uint64_t id = 0;
  std::size_t upstream;
  ConnectionPtr connection;
  rpc::Message message;

 private:
  Relay& relay_;
};

Relay::Relay(Session& session) : session_(session) {}
Relay::~Relay() = default;

void Relay::hear(Upstream& upstream, const rpc::Message& message) {
  if (message.kind() == rpc::Kind::request) return request(upstream, message);
  const std::string_view name = message.method();
  if (name == method::log_message) return log_message(upstream, message);
  if (name == method::resource_updated) return session_.subscriptions().updated(upstream, message);
  if (name == method::cancelled) return cancel_question(upstream, message);
  if (name == method::elicitation_complete) return complete_url(upstream, message);
  session_.log().debug("[" + upstream.server().name + "] dropped the notification " + std::string(name));
}

void Relay::request(Upstream& upstream, const rpc::Message& message) {
  const auto& connection = upstream.current();
  if (!connection) return;
  const std::string_view name = message.method();
  if (name == method::ping) {
    (void)connection->post(rpc::result_line(message.id(), "{}"));
  } else if (!questions::is_question(name)) {
    (void)connection->post(rpc::error_line(message.id(), code::method_not_found,
                                           "no method " + std::string(message.text(message.parts().method))));
  } else if (upstream.era() == mcp::Era::modern) {
    // MCP 2026-07-28, basic: servers send no requests.
    session_.log().warn("[" + upstream.server().name + "] sent the request " + std::string(name) +
                        ", which its protocol version forbids");
    (void)connection->post(rpc::error_line(message.id(), code::invalid_request,
                                           "this protocol version has no requests from servers"));
  } else {
    question(upstream, message);
  }
}

void Relay::question(Upstream& upstream, const rpc::Message& asked) {
  const rpc::Message message = cleansed(session_, upstream.server().name, {}, asked);
  if (needs_leave(session_, upstream, message.method())) {
    wait_for_leave(upstream, message);
  } else {
    put(upstream, message);
  }
}

Flow Relay::wait_for_leave(Upstream& upstream, rpc::Message message) {
  const ConnectionPtr connection = upstream.current();
  const auto mine = undecided_.insert(undecided_.end(), {upstream.index(), std::string(message.id()), false});
  std::string method(message.method()), params(message.params());
  const Leave leave =
      co_await leave_to_ask(session_, upstream, std::move(method), std::move(params), mine->withdrawn);
  const bool wanted = !mine->withdrawn;
  undecided_.erase(mine);
  if (!wanted || upstream.current() != connection) co_return;
  if (leave.granted) {
    put(upstream, message);
  } else {
    (void)connection->post(refusal_line(message.id(), message.method(), leave));
  }
}

void Relay::put(Upstream& upstream, const rpc::Message& message) {
  if (session_.legacy()) {
    if (!session_.legacy()->initialized) {
      waiting_.push_back({upstream.index(), message});
    } else {
      ask_legacy_host(upstream, message);
    }
    return;
  }
  // stdio does not say which call a question belongs to: the youngest whose host can be asked carries it.
  const auto& open = session_.exchanges();
  for (auto exchange = open.rbegin(); exchange != open.rend(); ++exchange) {
    if (&(*exchange)->upstream() == &upstream && (*exchange)->take_question(message)) return;
  }
  const auto& connection = upstream.current();
  (void)connection->post(
      rpc::error_line(message.id(), code::method_not_found,
                      "no request is open whose host could be asked with " + std::string(message.method())));
}

void Relay::ask_legacy_host(Upstream& upstream, const rpc::Message& message) {
  const ConnectionPtr connection = upstream.current();
  if (!connection) return;
  const auto unaskable =
      questions::unaskable(message.method(), message.params(), session_.legacy()->capabilities);
  if (unaskable) {
    (void)connection->post(rpc::error_line(message.id(), unaskable.code, unaskable.reason));
    return;
  }
  rpc::Draft draft(message);
  questions::pass_on(message, session_.label(upstream.index()), draft.edits);
  if (message.parts().has_own_meta) mcp::change_envelope(message, false, {}, draft.edits);
  auto question = std::make_unique<Question>(*this, upstream.index(), connection, message);
  const auto id = session_.ask_host(std::move(draft), *question);
  if (!id) {
    (void)connection->post(rpc::error_line(message.id(), code::internal_error, id.error().what));
    return;
  }
  show_url(upstream, message.params());
  question->id = *id;
  questions_.emplace(*id, std::move(question));
}

void Relay::show_url(Upstream& upstream, std::string_view elicitation) {
  constexpr std::size_t kMost = 1000;
  const std::string id = json::decode(member(elicitation, "elicitationId"));
  if (id.empty()) return;
  if (shown_urls_.size() >= kMost) shown_urls_.erase(shown_urls_.begin());
  shown_urls_.emplace(upstream.index(), id);
}

void Relay::saw_urls(Upstream& upstream, std::string_view error) {
  json::Elements walk(member(error, {"data", "elicitations"}));
  std::string_view each;
  while (walk.next(each)) show_url(upstream, each);
}

void Relay::complete_url(Upstream& upstream, const rpc::Message& message) {
  const std::string id = json::decode(member(message.params(), "elicitationId"));
  if (session_.legacy() && shown_urls_.erase({upstream.index(), id}) > 0) session_.post(rpc::Draft(message));
}

void Relay::host_ready() {
  for (const Waiting& each : std::exchange(waiting_, {})) {
    ask_legacy_host(session_.fleet()[each.upstream], each.message);
  }
}

void Relay::withdraw(Upstream& upstream) {
  std::vector<std::uint64_t> ids;
  for (const auto& [id, question] : questions_) {
    if (question->upstream == upstream.index()) ids.push_back(id);
  }
  for (const std::uint64_t id : ids) {
    session_.cancel_host_ask(id, "server " + upstream.server().name + " has ended");
    questions_.erase(id);
  }
  std::erase_if(waiting_, [&](const Waiting& each) { return each.upstream == upstream.index(); });
  for (Undecided& each : undecided_) each.withdrawn |= each.upstream == upstream.index();
}

void Relay::cancel_question(Upstream& upstream, const rpc::Message& message) {
  const std::string_view raw = message.text(message.parts().request_id);
  for (Undecided& each : undecided_) each.withdrawn |= each.upstream == upstream.index() && each.id == raw;
  for (const auto& [id, question] : questions_) {
    if (question->upstream != upstream.index() || question->message.id() != raw) continue;
    const rpc::Message clean = cleansed(session_, upstream.server().name, {}, message);
    session_.cancel_host_ask(id, json::decode(member(clean.params(), "reason")));
    questions_.erase(id);
    return;
  }
}

void Relay::log_message(Upstream& upstream, const rpc::Message& said) {
  const int level = mcp::log_level(json::decode(member(said.params(), "level")));
  bool wanted = false;
  if (session_.legacy()) {
    wanted = session_.legacy()->initialized && level >= session_.legacy()->log_level;
  } else {
    // A modern host asks per request. MCP 2026-07-28, server/utilities/logging.
    for (Exchange* exchange : session_.exchanges()) {
      const HostRequest* request = exchange->request();
      if (!request || &exchange->upstream() != &upstream) continue;
      const int asked = request->log_level();
      wanted = wanted || (asked >= 0 && level >= asked);
    }
    for (Exchange* exchange : session_.exchanges()) {
      if (!wanted && &exchange->upstream() == &upstream) exchange->logged(said, level);
    }
  }
  if (!wanted) return;
  const rpc::Message message = cleansed(session_, upstream.server().name, {}, said);
  rpc::Draft draft;
  draft.line = message.line();
  if (message.parts().has_own_meta) mcp::change_envelope(message, false, {}, draft.edits);
  if (session_.labels()) {
    const std::string& name = upstream.server().name;
    const std::string_view line = message.line().view(), logger = member(message.params(), "logger");
    if (logger.empty()) {
      json::add_members(line, message.params(), "\"logger\":" + json::quote(name), draft.edits);
    } else {
      draft.edits.push_back({json::span_of(line, logger), json::quote(name + "/" + json::decode(logger))});
    }
  }
  json::sort(draft.edits);
  session_.post(draft);
}

}  // namespace callgate
