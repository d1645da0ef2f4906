// How a session begins in either era, and what concerns all of it: ping, log level, cancelling, roots.
#include "core/json/view.h"
#include "core/mcp/adapt.h"
#include "core/mcp/methods.h"
#include "gateway/call_desk.h"
#include "gateway/exchange.h"
#include "gateway/flows.h"
#include "gateway/notices.h"
#include "gateway/offers.h"
#include "gateway/relay.h"
#include "gateway/session.h"
#include "gateway/subscriptions.h"
#include "gateway/workspace.h"
#include "upstreams/handshake.h"

namespace callgate {
namespace {

namespace method = mcp::method;
namespace code = mcp::code;
using json::member;

// Models read instructions as part of every prompt; hosts cut them anyway (2 KB and up).
constexpr std::size_t kMaxInstructions = 16u << 10;

// A superset where nothing is known yet: capabilities cannot be added later, and an empty list does no harm.
std::string capabilities(const Session& session) {
  std::string members = "\"tools\":{\"listChanged\":true}";
  if (session.offers("prompts")) members += ",\"prompts\":{\"listChanged\":true}";
  if (session.offers("resources")) members += ",\"resources\":{\"subscribe\":true,\"listChanged\":true}";
  if (session.offers("logging")) members += ",\"logging\":{}";
  if (session.offers("completions")) members += ",\"completions\":{}";
  return "{" + members + "}";
}

// What the host is told of one server: its own words, or why they are withheld.
std::string instructions_of(Session& session, const std::string& server, const std::string& text) {
  const auto fault = session.desk().chain()->judge_instructions(server, text);
  if (!fault) return text;
  session.log().warn(fault->why.reason + (fault->withheld ? " They are withheld." : ""));
  return fault->withheld ? "(Callgate withholds these instructions. " + fault->why.reason + ")" : text;
}

// Every server's own, under its name; with one server whose names stay as they are, just its own.
std::string instructions(Session& session, const mcp::Catalog& catalog) {
  std::string text;
  for (std::size_t server = 0; server < catalog.servers(); ++server) {
    const mcp::Listing* listing = catalog.listing(server);
    if (!listing || listing->facts.instructions.empty()) continue;
    if (!text.empty()) text += "\n\n";
    if (session.labels()) text += "## " + catalog.owner(server).name + "\n";
    text += instructions_of(session, catalog.owner(server).name, listing->facts.instructions);
  }
  if (text.size() > kMaxInstructions) {
    std::size_t end = kMaxInstructions;
    while ((static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    text.resize(end);
  }
  return text;
}

std::string opening(Session& session) {
  std::string members = "\"capabilities\":" + capabilities(session);
  const std::string text = instructions(session, session.catalog());
  if (!text.empty()) members += ",\"instructions\":" + json::quote(text);
  return members;
}

}  // namespace

Task<void> tell_level(Session& session, ConnectionPtr connection, std::string level) {
  rpc::Draft draft = rpc::request(method::set_level, "{\"level\":" + level + "}");
  const Instant deadline = session.clock().now() + Millis{30'000};
  Result<rpc::Message> answer = co_await ask(connection, std::move(draft), deadline);
  if (!answer) session.log().warn("[" + connection->name() + "] logging/setLevel: " + answer.error().what);
}

void serve_initialize(Session& session, const RequestPtr& request) {
  const std::string_view params = request->message.params();
  const std::string_view literal = member(params, "protocolVersion");
  const std::string version = json::decode(literal);
  if (json::type_of(literal) != json::Type::string) {
    return session.reply_error(*request, code::invalid_params, "params.protocolVersion must be a string");
  }
  LegacyHost host;
  // An unknown version, and the modern one, which has no initialize, are answered with our newest.
  // MCP 2025-11-25, basic/lifecycle#version-negotiation.
  host.revision = mcp::revision_named(version).value_or(mcp::kNewestLegacy);
  if (mcp::era_of(host.revision) != mcp::Era::legacy) host.revision = mcp::kNewestLegacy;
  const std::string_view declared = member(params, "capabilities"), info = member(params, "clientInfo");
  host.capabilities = json::type_of(declared) == json::Type::object ? declared : std::string_view("{}");
  host.client_info = json::type_of(info) == json::Type::object ? info : mcp::own_info();
  const mcp::Declaration declaration{mcp::Era::legacy, host.client_info,
                                     mcp::routable_capabilities(host.capabilities)};
  session.legacy() = std::move(host);
  session.recall(declaration);
  std::string result = "{\"protocolVersion\":\"" + std::string(mcp::to_string(session.legacy()->revision)) +
                       "\"," + "\"serverInfo\":" + std::string(mcp::own_info()) + "," + opening(session) +
                       "}";
  session.reply_result(*request, result);
  session.begin(declaration);
}

void serve_discover(Session& session, const RequestPtr& request) {
  // Only an answer: the host may be probing, and may come back with initialize.
  session.recall(declaration_of(*request));
  const std::string members = "\"supportedVersions\":[\"" + std::string(mcp::to_string(mcp::kModern)) +
                              "\"]," + opening(session) + ",\"ttlMs\":0,\"cacheScope\":\"private\"";
  session.reply_result(*request, mcp::modern_result(members));
}

void serve_ping(Session& session, const RequestPtr& request) {
  session.reply_result(*request, "{}");
}

void serve_set_level(Session& session, const RequestPtr& request) {
  const std::string_view literal = request->message.text(request->message.parts().level);
  const int level = mcp::log_level(json::decode(literal));
  if (level < 0) {
    return session.reply_error(
        *request, code::invalid_params,
        "params.level must be one of debug, info, notice, warning, error, critical, alert, emergency");
  }
  session.legacy()->log_level = level;
  session.legacy()->log_level_literal = literal;
  for (const auto& upstream : session.fleet()) {
    if (!upstream->ready() || upstream->era() != mcp::Era::legacy ||
        !upstream->listing()->facts.has("logging"))
      continue;
    spawn(tell_level(session, upstream->current(), std::string(literal)));
  }
  session.reply_result(*request, "{}");
}

void hear_initialized(Session& session, const rpc::Message&) {
  if (!session.legacy() || session.legacy()->initialized) return;
  session.legacy()->initialized = true;
  session.notices().host_ready();
  session.relay().host_ready();
  session.workspace().ask();
}

void hear_cancelled(Session& session, const rpc::Message& message) {
  const RequestPtr request = session.in_flight(message.text(message.parts().request_id));
  // MCP basic/utilities/cancellation: initialize cannot be cancelled; what is unknown or over is ignored.
  if (!request) return;
  request->cancelled = true;
  if (session.notices().remove(*request)) {
    // Takes it off the table; what was cancelled is not answered.
    session.reply_result(*request, "{}");
    session.subscriptions().listens_changed();
    return;
  }
  if (request->exchange) request->exchange->cancel(json::decode(member(message.params(), "reason")));
}

void hear_roots_changed(Session& session, const rpc::Message& message) {
  session.workspace().ask();
  for (const auto& upstream : session.fleet()) {
    if (!upstream->ready() || upstream->era() != mcp::Era::legacy) continue;
    if (json::is_true(member(upstream->declaration().capabilities, {"roots", "listChanged"}))) {
      (void)upstream->current()->post(rpc::Draft(message));
    }
  }
}

}  // namespace callgate
