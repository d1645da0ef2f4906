// prompts/get, resources/read and completion/complete: straight to the server that owns the thing, and back.
#include "core/json/view.h"
#include "core/mcp/envelope.h"
#include "core/mcp/methods.h"
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

Task<void> offer_flow(Session& session, RequestPtr request, std::size_t server, rpc::Draft draft, AnswerTo to) {
  Upstream& upstream = session.fleet()[server];
  Exchange exchange(session, request, upstream);
  Result<rpc::Message> answer = co_await exchange.run(draft);
  answer_offer(session, exchange, answer, to);
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
  const std::string_view info = member(request.message.text(request.message.parts().meta), mcp::kMetaClientInfo);
  return {mcp::Era::modern, info.empty() ? std::string(mcp::own_info()) : std::string(info), mcp::bridgeable_capabilities()};
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
    const std::string envelope = mcp::envelope_members(host.client_info, capabilities, host.log_level_literal);
    mcp::change_envelope(message, false, envelope, draft.edits);
  } else if (request.modern() && !modern_server) {
    mcp::change_envelope(message, true, {}, draft.edits);
  } else if (parts.has_own_meta) {
    mcp::change_envelope(message, false, {}, draft.edits);
  }
  const bool drop_round = request.modern() && !modern_server && (parts.input_responses || parts.request_state);
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
    adaptation.server = exchange.upstream().listing() ? exchange.upstream().listing()->facts.revision : mcp::kNewestLegacy;
    adaptation.host = request->revision;
    adaptation.to = to;
    return session.forward(*request, *answer, adaptation);
  }
  const Error& error = answer.error();
  const int number = error.code == Errc::timeout   ? code::server_timeout
                     : error.code == Errc::refused ? code::internal_error
                                                   : code::server_unavailable;
  session.reply_error(*request, number, "server \"" + exchange.upstream().server().name + "\" " + error.what);
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

void serve_prompt(Session& session, const RequestPtr& request) {
  begin_modern(session, *request);
  if (resume_parked(session, request)) return;
  const rpc::Message& message = request->message;
  const std::string name = json::decode(message.text(message.parts().name));
  const mcp::Offer* offer = session.catalog().prompt(name);
  if (!offer) {
    return session.reply_error(*request, code::invalid_params,
                               unknown("prompt", name, session.catalog().nearest_prompt(name)));
  }
  rpc::Draft draft = draft_for(session, *request, session.fleet()[offer->server]);
  if (offer->native != name) draft.edits.push_back({message.parts().name, json::quote(offer->native)});
  spawn(offer_flow(session, request, offer->server, std::move(draft), AnswerTo::prompt));
}

void serve_read(Session& session, const RequestPtr& request) {
  begin_modern(session, *request);
  if (resume_parked(session, request)) return;
  const auto server = resource_owner(session, *request);
  if (!server) return;
  rpc::Draft draft = draft_for(session, *request, session.fleet()[*server]);
  spawn(offer_flow(session, request, *server, std::move(draft), AnswerTo::read));
}

void serve_completion(Session& session, const RequestPtr& request) {
  begin_modern(session, *request);
  const rpc::Message& message = request->message;
  const std::string_view ref = member(message.params(), "ref");
  const std::string type = json::decode(member(ref, "type"));
  if (type == "ref/prompt") {
    const std::string_view literal = member(ref, "name");
    const std::string name = json::decode(literal);
    const mcp::Offer* offer = session.catalog().prompt(name);
    if (!offer) {
      return session.reply_error(*request, code::invalid_params,
                                 unknown("prompt", name, session.catalog().nearest_prompt(name)));
    }
    rpc::Draft draft = draft_for(session, *request, session.fleet()[offer->server]);
    if (offer->native != name) {
      draft.edits.push_back({json::span_of(message.line().view(), literal), json::quote(offer->native)});
    }
    spawn(offer_flow(session, request, offer->server, std::move(draft), AnswerTo::other));
  } else if (type == "ref/resource") {
    const std::string uri = json::decode(member(ref, "uri"));
    const auto server = session.catalog().resource(uri);
    if (!server) return session.reply_error(*request, code::invalid_params, unknown("resource", uri, {}));
    rpc::Draft draft = draft_for(session, *request, session.fleet()[*server]);
    spawn(offer_flow(session, request, *server, std::move(draft), AnswerTo::other));
  } else {
    session.reply_error(*request, code::invalid_params, "params.ref.type must be \"ref/prompt\" or \"ref/resource\"");
  }
}

}  // namespace callgate
