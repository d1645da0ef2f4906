#include "gateway/subscriptions.h"

#include "core/json/view.h"
#include "core/mcp/adapt.h"
#include "core/mcp/methods.h"
#include "gateway/exchange.h"
#include "gateway/flows.h"
#include "gateway/offers.h"
#include "gateway/session.h"
#include "upstreams/handshake.h"

namespace callgate {
namespace {

namespace method = mcp::method;
using json::member;

Task<void> send_and_log(Session& session, ConnectionPtr connection, rpc::Draft draft, std::string what) {
  const Instant deadline = session.clock().now() + Millis{30'000};
  Result<rpc::Message> answer = co_await ask(connection, std::move(draft), deadline);
  if (!answer) {
    session.log().warn("[" + connection->name() + "] " + what + ": " + answer.error().what);
  } else if (answer->kind() == rpc::Kind::error) {
    session.log().warn("[" + connection->name() + "] refused " + what + ": " +
                       std::string(answer->text(answer->parts().error)));
  }
}

}  // namespace

// Stays pending at the server for as long as it listens; a new one replaces it when the wishes change.
class Subscriptions::Listening final : public Asker {
 public:
  Listening(ConnectionPtr connection, rpc::Draft draft) : connection_(std::move(connection)) {
    const auto sent = connection_->send(draft, *this);
    if (sent) id_ = *sent;
  }
  ~Listening() override {
    if (id_) connection_->cancel(id_, "");
  }
  void answered(Result<rpc::Message>) override { id_ = 0; }

 private:
  ConnectionPtr connection_;
  std::uint64_t id_ = 0;
};

Subscriptions::Subscriptions(Session& session) : session_(session) {}
Subscriptions::~Subscriptions() = default;

// While lists are still to come, only what is listed is sure; asked too early, the wrong server would be
// told.
std::optional<std::size_t> Subscriptions::owner_of(const std::string& uri) const {
  const auto known = session_.catalog().known_resource(uri);
  if (known || session_.lists_pending()) return known;
  return session_.catalog().resource(uri);
}

std::set<std::string> Subscriptions::wanted(std::size_t upstream) const {
  std::set<std::string> uris;
  if (const auto side = sides_.find(upstream); side != sides_.end()) uris = side->second.host;
  for (const Listen& listen : session_.notices().listens()) {
    for (const std::string& uri : listen.uris) {
      if (owner_of(uri) == upstream) uris.insert(uri);
    }
  }
  return uris;
}

void Subscriptions::host_wants(std::size_t upstream, const std::string& uri) {
  Side& side = sides_[upstream];
  side.host.insert(uri);
  if (session_.fleet()[upstream].era() == mcp::Era::modern)
    return bring_up_to_date(session_.fleet()[upstream]);
  side.told.insert(uri);
}

void Subscriptions::host_leaves(std::size_t upstream, const std::string& uri) {
  Side& side = sides_[upstream];
  side.host.erase(uri);
  if (session_.fleet()[upstream].era() == mcp::Era::modern)
    return bring_up_to_date(session_.fleet()[upstream]);
  side.told.erase(uri);
}

void Subscriptions::listens_changed() {
  for (const auto& upstream : session_.fleet()) bring_up_to_date(*upstream);
}

void Subscriptions::replay(Upstream& upstream) {
  Side& side = sides_[upstream.index()];
  side.told.clear();
  side.listening.reset();
  if (upstream.era() == mcp::Era::modern) tell_modern(upstream);
  bring_up_to_date(upstream);
}

void Subscriptions::bring_up_to_date(Upstream& upstream) {
  if (!upstream.ready()) return;
  Side& side = sides_[upstream.index()];
  const std::set<std::string> uris = wanted(upstream.index());
  if (uris == side.told) return;
  if (upstream.era() == mcp::Era::modern) {
    tell_modern(upstream);
  } else {
    for (const std::string& uri : uris) {
      if (!side.told.contains(uri)) tell_legacy(upstream, method::resources_subscribe, uri);
    }
    for (const std::string& uri : side.told) {
      if (!uris.contains(uri)) tell_legacy(upstream, method::resources_unsubscribe, uri);
    }
  }
  side.told = uris;
}

void Subscriptions::tell_legacy(Upstream& upstream, std::string_view name, const std::string& uri) {
  rpc::Draft draft = rpc::request(name, "{\"uri\":" + json::quote(uri) + "}");
  spawn(send_and_log(session_, upstream.current(), std::move(draft), std::string(name) + " " + uri));
}

void Subscriptions::tell_modern(Upstream& upstream) {
  Side& side = sides_[upstream.index()];
  std::string uris;
  for (const std::string& uri : wanted(upstream.index())) {
    if (!uris.empty()) uris += ',';
    uris += json::quote(uri);
  }
  std::string filter = "\"toolsListChanged\":true,\"promptsListChanged\":true,\"resourcesListChanged\":true";
  if (!uris.empty()) filter += ",\"resourceSubscriptions\":[" + uris + "]";
  rpc::Draft draft = rpc::request(
      method::listen, mcp::enveloped(upstream.declaration(), "\"notifications\":{" + filter + "}"));
  // The new one is open before the old one goes, so that nothing falls between them.
  auto listening = std::make_unique<Listening>(upstream.current(), std::move(draft));
  side.listening = std::move(listening);
}

void Subscriptions::updated(Upstream& upstream, const rpc::Message& message) {
  const std::string uri = json::decode(message.text(message.parts().uri));
  const auto side = sides_.find(upstream.index());
  if (session_.legacy() && side != sides_.end() && side->second.host.contains(uri)) {
    rpc::Draft draft(message);
    session_.post(draft);
  }
  for (const Listen& listen : session_.notices().listens()) {
    if (listen.uris.contains(uri)) {
      session_.notify(method::resource_updated,
                      "{\"uri\":" + json::quote(uri) + ",\"_meta\":{" + Notices::tag(listen) + "}}");
    }
  }
}

namespace {

Task<void> change_subscription(Session& session, RequestPtr request, std::size_t server, bool subscribe) {
  Upstream& upstream = session.fleet()[server];
  // Only a server that has started can say which era it speaks.
  if (!upstream.ready()) co_await upstream.started();
  const std::string uri = json::decode(request->message.text(request->message.parts().uri));
  const auto note = [&] {
    if (subscribe) {
      session.subscriptions().host_wants(server, uri);
    } else {
      session.subscriptions().host_leaves(server, uri);
    }
  };
  if (upstream.era() == mcp::Era::modern) {
    note();
    session.reply_result(*request, "{}");
    co_return;
  }
  Exchange exchange(session, request, upstream);
  rpc::Draft draft = draft_for(session, *request, upstream);
  Result<rpc::Message> answer = co_await exchange.run(draft);
  if (answer && answer->kind() == rpc::Kind::result) note();
  answer_offer(session, exchange, answer, mcp::AnswerTo::read);
}

template <bool subscribe>
void serve_subscription(Session& session, const RequestPtr& request, bool listed) {
  if (!listed && awaits_owner(session, *request)) {
    spawn(serve_when_listed(session, request, serve_subscription<subscribe>));
    return;
  }
  const auto server = resource_owner(session, *request);
  if (server) spawn(change_subscription(session, request, *server, subscribe));
}

}  // namespace

void serve_subscribe(Session& session, const RequestPtr& request) {
  serve_subscription<true>(session, request, false);
}
void serve_unsubscribe(Session& session, const RequestPtr& request) {
  serve_subscription<false>(session, request, false);
}

void serve_listen(Session& session, const RequestPtr& request) {
  mcp::Declaration declaration{
      mcp::Era::modern,
      std::string(member(request->message.text(request->message.parts().meta), mcp::kMetaClientInfo)),
      mcp::bridgeable_capabilities()};
  session.begin(declaration);
  const std::string_view filter = member(request->message.params(), "notifications");
  Listen listen;
  listen.request = request;
  listen.tools = json::is_true(member(filter, "toolsListChanged"));
  listen.prompts = json::is_true(member(filter, "promptsListChanged"));
  listen.resources = json::is_true(member(filter, "resourcesListChanged"));
  std::string honoured, uris;
  const auto add = [&](bool wanted, std::string_view name) {
    if (wanted) honoured.append(honoured.empty() ? "\"" : ",\"").append(name).append("\":true");
  };
  add(listen.tools, "toolsListChanged");
  add(listen.prompts, "promptsListChanged");
  add(listen.resources, "resourcesListChanged");
  json::Elements walk(member(filter, "resourceSubscriptions"));
  std::string_view uri;
  while (walk.next(uri)) {
    if (json::type_of(uri) != json::Type::string) continue;
    listen.uris.insert(json::decode(uri));
    uris.append(uris.empty() ? "" : ",").append(uri);
  }
  if (!uris.empty())
    honoured +=
        (honoured.empty() ? "\"resourceSubscriptions\":[" : ",\"resourceSubscriptions\":[") + uris + "]";
  session.notify(method::acknowledged,
                 "{\"notifications\":{" + honoured + "},\"_meta\":{" + Notices::tag(listen) + "}}");
  session.notices().add(std::move(listen));
  session.subscriptions().listens_changed();
}

}  // namespace callgate
