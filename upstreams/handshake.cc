#include "upstreams/handshake.h"

#include <set>

#include "core/json/view.h"
#include "core/mcp/adapt.h"
#include "core/mcp/methods.h"

namespace callgate {
namespace {

using mcp::Era;
using mcp::Facts;

constexpr std::size_t kMaxPages = 1000;
constexpr std::size_t kMaxItems = 100'000;

std::string described(const rpc::Message& failure) {
  const std::string_view error = failure.text(failure.parts().error);
  return "error " + std::string(json::member(error, "code")) + ": " +
         json::decode(json::member(error, "message"));
}

Error refusal(const Connection& connection, std::string what) {
  return Error{Errc::refused, std::move(what), connection.name()};
}

bool is_object(std::string_view value) {
  return json::type_of(value) == json::Type::object;
}

// The facts that both kinds of opening give.
Facts facts_of(std::string_view result, mcp::Revision revision) {
  Facts facts;
  facts.revision = revision;
  if (const auto capabilities = json::member(result, "capabilities"); is_object(capabilities)) {
    facts.capabilities = capabilities;
  }
  if (const auto info = json::member(result, "serverInfo"); is_object(info)) facts.server_info = info;
  facts.instructions = json::decode(json::member(result, "instructions"));
  return facts;
}

}  // namespace

Task<Result<rpc::Message>> ask(ConnectionPtr connection, rpc::Draft draft, Instant deadline) {
  Answer answer;
  const auto sent = connection->send(draft, answer, deadline);
  if (!sent) co_return sent.error();
  Result<rpc::Message> result = co_await answer.done().wait();
  co_return result;
}

Task<Result<Facts>> initialize(ConnectionPtr connection, const mcp::Declaration& declaration,
                               Instant deadline) {
  const std::string capabilities = declaration.capabilities.empty() ? "{}" : declaration.capabilities;
  const std::string info =
      declaration.client_info.empty() ? std::string(mcp::own_info()) : declaration.client_info;
  std::string params = "{\"protocolVersion\":\"" + std::string(mcp::to_string(mcp::kNewestLegacy)) +
                       "\",\"capabilities\":" + capabilities + ",\"clientInfo\":" + info + "}";
  rpc::Draft draft = rpc::request(mcp::method::initialize, params);
  Result<rpc::Message> answer = co_await ask(connection, std::move(draft), deadline);
  if (!answer) co_return answer.error();
  if (answer->kind() == rpc::Kind::error) {
    co_return refusal(*connection, "refused initialize with " + described(*answer));
  }
  const std::string_view result = answer->text(answer->parts().result);
  const std::string version = json::decode(json::member(result, "protocolVersion"));
  const auto revision = mcp::revision_named(version);
  if (!revision || mcp::era_of(*revision) != Era::legacy) {
    co_return refusal(*connection,
                      "answered initialize with the unknown protocol version \"" + version + "\"");
  }
  (void)connection->post(rpc::notification(mcp::method::initialized));
  co_return facts_of(result, *revision);
}

Task<Result<Facts>> discover(ConnectionPtr connection, const mcp::Declaration& declaration,
                             Instant deadline) {
  rpc::Draft draft = rpc::request(mcp::method::discover, mcp::enveloped(declaration));
  Result<rpc::Message> answer = co_await ask(connection, std::move(draft), deadline);
  if (!answer) co_return answer.error();
  if (answer->kind() == rpc::Kind::error) {
    // MCP 2026-07-28, basic/lifecycle: the reserved codes prove a modern server; anything else is a legacy
    // one.
    const auto code = json::integer(json::member(answer->text(answer->parts().error), "code"));
    const bool modern = code && *code <= -32020 && *code >= -32099;
    Error error{modern ? Errc::refused : Errc::not_found,
                "answered server/discover with " + described(*answer), connection->name()};
    co_return error;
  }
  const std::string_view result = answer->text(answer->parts().result);
  json::Elements versions(json::member(result, "supportedVersions"));
  std::string_view version;
  while (versions.next(version)) {
    if (!json::equals(version, mcp::to_string(mcp::kModern))) continue;
    Facts facts = facts_of(result, mcp::kModern);
    const std::string_view info = json::member(result, {"_meta", mcp::kMetaServerInfo});
    if (is_object(info)) facts.server_info = info;
    co_return facts;
  }
  co_return Error{Errc::not_found, "supports no protocol version that is known here", connection->name()};
}

Task<Result<std::vector<Bytes>>> drain_list(ConnectionPtr connection, mcp::ListKind kind, Era era,
                                            const mcp::Declaration& declaration, Instant deadline, Log& log) {
  std::vector<Bytes> items;
  std::set<std::string> cursors;
  std::string cursor_member;
  for (std::size_t page = 0;; ++page) {
    std::string params;
    if (era == Era::modern) {
      params = mcp::enveloped(declaration, cursor_member);
    } else if (!cursor_member.empty()) {
      params = "{" + cursor_member + "}";
    }
    rpc::Draft draft = rpc::request(mcp::list_method(kind), params);
    Result<rpc::Message> answer = co_await ask(connection, std::move(draft), deadline);
    if (!answer) co_return answer.error();
    if (answer->kind() == rpc::Kind::error) {
      co_return refusal(*connection,
                        "answered " + std::string(mcp::list_method(kind)) + " with " + described(*answer));
    }
    const std::string_view result = answer->text(answer->parts().result);
    json::Elements walk(json::member(result, mcp::list_member(kind)));
    std::string_view item;
    // Copies, so that a page's line does not stay in memory for one item of it.
    while (walk.next(item)) items.push_back(Bytes::copy(item));
    const std::string_view next = json::member(result, "nextCursor");
    if (next.empty() || json::type_of(next) != json::Type::string) break;
    if (!cursors.insert(std::string(next)).second || page + 1 == kMaxPages || items.size() > kMaxItems) {
      log.warn("[" + connection->name() + "] " + std::string(mcp::list_method(kind)) +
               " repeats a cursor or never ends: stopped after " + std::to_string(items.size()) + " items");
      break;
    }
    cursor_member = "\"cursor\":" + std::string(next);
  }
  co_return items;
}

}  // namespace callgate
