// prompts/get, resources/read and completion/complete: straight to the server that owns the thing, and back.
#include "core/json/view.h"
#include "core/mcp/envelope.h"
#include "core/mcp/methods.h"
#include "gateway/content_guard.h"
#include "gateway/exchange.h"
#include "gateway/flows.h"
#include "gateway/offers.h"
#include "gateway/session.h"

namespace callgate {
namespace {

namespace code = mcp::code;
using json::member;
using mcp::AnswerTo;

int missing_resource(const HostRequest& request) {
  return request.modern() ? code::invalid_params : code::resource_not_found;
}

// `renamed`, if any, is where the exposed name stands in the request, and `native` the server's own.
Task<void> offer_flow(Session& session, RequestPtr request, std::size_t server, AnswerTo to,
                      json::Span renamed, std::string native) {
  Upstream& upstream = session.fleet()[server];
  // Only a server that has started can say which era it speaks.
  if (!upstream.ready()) co_await upstream.started();
  if (refuse_foreign_state(session, *request, upstream)) co_return;
  Exchange exchange(session, request, upstream);
  rpc::Draft draft = draft_for(session, *request, upstream);
  if (renamed) draft.edits.push_back({renamed, json::quote(native)});
  if (!admit_content(session, *request, upstream.server().name, draft)) co_return;
  Result<rpc::Message> answer = co_await exchange.run(draft);
  answer_offer(session, exchange, answer, to);
}

void offer_to(Session& session, const RequestPtr& request, std::size_t server, AnswerTo to,
              std::string_view literal = {}, std::string_view native = {}) {
  json::Span renamed;
  if (!json::equals(literal, native)) renamed = json::span_of(request->message.line().view(), literal);
  spawn(offer_flow(session, request, server, to, renamed, std::string(native)));
}

std::string unknown(std::string_view what, std::string_view name, std::string_view nearest) {
  std::string text = "Unknown " + std::string(what) + ": " + std::string(name);
  if (!nearest.empty()) text += " (did you mean " + std::string(nearest) + "?)";
  return text;
}

void begin_modern(Session& session, const HostRequest& request) {
  if (request.modern()) session.begin(declaration_of(request));
}

}  // namespace

mcp::Declaration declaration_of(const HostRequest& request) {
  const std::string_view info =
      member(request.message.text(request.message.parts().meta), mcp::kMetaClientInfo);
  return {mcp::Era::modern, info.empty() ? std::string(mcp::own_info()) : std::string(info),
          mcp::bridgeable_capabilities()};
}

rpc::Draft draft_for(Session& session, const HostRequest& request, const Upstream& upstream) {
  const rpc::Message& message = request.message;
  const json::Envelope& parts = message.parts();
  const std::string_view line = message.line().view();
  rpc::Draft draft(message);
  const bool modern_server = upstream.era() == mcp::Era::modern;
  if (!request.modern() && modern_server) {
    const LegacyHost& host = *session.legacy();
    const std::string capabilities = mcp::routable_capabilities(host.capabilities);
    const std::string envelope =
        mcp::envelope_members(host.client_info, capabilities, host.log_level_literal);
    mcp::change_envelope(message, false, envelope, draft.edits);
  } else if (request.modern() && !modern_server) {
    mcp::change_envelope(message, true, {}, draft.edits);
  } else if (parts.has_own_meta) {
    mcp::change_envelope(message, false, {}, draft.edits);
  }
  const bool drop_round =
      request.modern() && !modern_server && (parts.input_responses || parts.request_state);
  if (parts.task || drop_round) {
    const auto drop = [&](const json::Member& each) {
      if (each.key == "task") return true;
      return drop_round && (each.key == "inputResponses" || each.key == "requestState");
    };
    json::change_members(line, message.params(), drop, {}, draft.edits);
  }
  return draft;
}

void answer_offer(Session& session, Exchange& exchange, const Result<rpc::Message>& answer, AnswerTo to) {
  HostRequest* request = exchange.request();
  if (!request) return;
  if (answer) {
    mcp::Adaptation adaptation;
    adaptation.server =
        exchange.upstream().listing() ? exchange.upstream().listing()->facts.revision : mcp::kNewestLegacy;
    adaptation.host = request->revision;
    adaptation.to = to;
    const std::string& server = exchange.upstream().server().name;
    if (to == AnswerTo::read)
      return forward_content(session, *request, *answer, adaptation, server, mcp::method::resources_read);
    if (to == AnswerTo::prompt)
      return forward_content(session, *request, *answer, adaptation, server, mcp::method::prompts_get);
    return session.forward(*request, *answer, adaptation);
  }
  const Error& error = answer.error();
  const bool down = error.code == Errc::gone || error.code == Errc::busy;
  const int number = error.code == Errc::timeout ? code::server_timeout
                     : down                      ? code::server_unavailable
                                                 : code::internal_error;
  session.reply_error(*request, number, "server \"" + exchange.upstream().server().name + "\" " + error.what);
}

Task<void> serve_when_listed(Session& session, RequestPtr request,
                             void (*serve)(Session& session, const RequestPtr& request, bool listed)) {
  co_await session.lists_known();
  session.freshen();
  if (request->cancelled) {
    // Takes it off the table; what was cancelled is not answered.
    session.reply_result(*request, "{}");
    co_return;
  }
  serve(session, request, true);
}

bool awaits_owner(Session& session, const HostRequest& request) {
  const std::string uri = json::decode(request.message.text(request.message.parts().uri));
  if (session.catalog().known_resource(uri)) return false;
  session.freshen();
  return !session.catalog().known_resource(uri) && session.lists_pending();
}

std::optional<std::size_t> resource_owner(Session& session, HostRequest& request) {
  const std::string uri = json::decode(request.message.text(request.message.parts().uri));
  if (uri.empty()) {
    session.reply_error(request, code::invalid_params, "params.uri must be a string");
    return std::nullopt;
  }
  const auto server = session.catalog().resource(uri);
  if (!server) {
    session.reply_error(request, missing_resource(request),
                        unknown("resource", uri, session.catalog().nearest_resource(uri)),
                        "{\"uri\":" + json::quote(uri) + "}");
  }
  return server;
}

namespace {

void get_prompt(Session& session, const RequestPtr& request, bool listed) {
  const rpc::Message& message = request->message;
  const std::string name = json::decode(message.text(message.parts().name));
  const mcp::Offer* offer = session.catalog().prompt(name);
  if (!offer && !listed) {
    spawn(serve_when_listed(session, request, get_prompt));
    return;
  }
  if (!offer) {
    return session.reply_error(*request, code::invalid_params,
                               unknown("prompt", name, session.catalog().nearest_prompt(name)));
  }
  offer_to(session, request, offer->server, AnswerTo::prompt, message.text(message.parts().name),
           offer->native);
}

void read_resource(Session& session, const RequestPtr& request, bool listed) {
  if (!listed && awaits_owner(session, *request)) {
    spawn(serve_when_listed(session, request, read_resource));
    return;
  }
  const auto server = resource_owner(session, *request);
  if (server) offer_to(session, request, *server, AnswerTo::read);
}

void complete_argument(Session& session, const RequestPtr& request, bool listed) {
  const std::string_view ref = member(request->message.params(), "ref");
  const std::string type = json::decode(member(ref, "type"));
  if (type != "ref/prompt" && type != "ref/resource") {
    return session.reply_error(*request, code::invalid_params,
                               "params.ref.type must be \"ref/prompt\" or \"ref/resource\"");
  }
  const bool of_prompt = type == "ref/prompt";
  const std::string_view literal = member(ref, of_prompt ? "name" : "uri");
  const std::string name = json::decode(literal);
  if (!of_prompt) session.freshen();
  const mcp::Offer* offer = of_prompt ? session.catalog().prompt(name) : nullptr;
  std::optional<std::size_t> server = of_prompt ? std::nullopt : session.catalog().template_owner(name);
  if (offer) server = offer->server;
  if (!server && !listed) {
    spawn(serve_when_listed(session, request, complete_argument));
    return;
  }
  if (!server) {
    const std::string_view nearest = of_prompt ? session.catalog().nearest_prompt(name) : std::string_view();
    return session.reply_error(*request, code::invalid_params,
                               unknown(of_prompt ? "prompt" : "resource", name, nearest));
  }
  offer_to(session, request, *server, AnswerTo::other, literal,
           offer ? std::string_view(offer->native) : std::string_view(name));
}

}  // namespace

void serve_prompt(Session& session, const RequestPtr& request) {
  begin_modern(session, *request);
  if (!resume_parked(session, request)) get_prompt(session, request, false);
}

void serve_read(Session& session, const RequestPtr& request) {
  begin_modern(session, *request);
  if (serve_spilled(session, request)) return;
  if (!resume_parked(session, request)) read_resource(session, request, false);
}

void serve_completion(Session& session, const RequestPtr& request) {
  begin_modern(session, *request);
  complete_argument(session, request, false);
}

}  // namespace callgate
