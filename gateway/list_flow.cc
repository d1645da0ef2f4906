// The four lists: everything every server offers, in the order of the configuration, on as few pages as fit.
#include "core/json/view.h"
#include "core/mcp/adapt.h"
#include "core/mcp/methods.h"
#include "gateway/flows.h"
#include "gateway/notices.h"
#include "gateway/offers.h"
#include "gateway/session.h"

namespace callgate {
namespace {

namespace code = mcp::code;
using mcp::ListKind;

// Many hosts read only the first page, so a page ends only where their line limit (10 MiB in the SDK) comes
// near.
constexpr std::size_t kPageBytes = 8u << 20;
constexpr std::string_view kCursor = "callgate-";

// "callgate-tools-120": where the next page begins.
std::string cursor_at(ListKind kind, std::size_t item) {
  return std::string(kCursor) + std::string(mcp::list_member(kind)) + "-" + std::to_string(item);
}

// The item a cursor points at; nothing for a cursor that is not one of ours.
std::optional<std::size_t> item_at(ListKind kind, std::string_view cursor) {
  const std::string prefix = std::string(kCursor) + std::string(mcp::list_member(kind)) + "-";
  if (!cursor.starts_with(prefix)) return std::nullopt;
  const auto item = json::integer(cursor.substr(prefix.size()));
  if (!item || *item < 0) return std::nullopt;
  return static_cast<std::size_t>(*item);
}

std::string page(ListKind kind, const std::vector<std::string>& items, std::size_t from, bool modern) {
  std::string list;
  std::size_t at = from;
  for (; at < items.size() && (at == from || list.size() + items[at].size() < kPageBytes); ++at) {
    if (at > from) list += ',';
    list += items[at];
  }
  std::string members = "\"" + std::string(mcp::list_member(kind)) + "\":[" + list + "]";
  if (at < items.size()) members += ",\"nextCursor\":\"" + cursor_at(kind, at) + "\"";
  if (!modern) return "{" + members + "}";
  return mcp::modern_result(members + ",\"ttlMs\":0,\"cacheScope\":\"private\"");
}

Task<void> list_flow(Session& session, RequestPtr request, ListKind kind) {
  const std::string_view literal = request->message.text(request->message.parts().cursor);
  std::optional<std::size_t> from = 0;
  if (!literal.empty()) from = item_at(kind, json::decode(literal));
  co_await session.lists_ready(kind);
  session.freshen();
  // The only server of a transparent gateway answers as it would alone; a merged list may be empty.
  const bool alone = session.catalog().servers() == 1 && !session.labels();
  if (alone && kind != ListKind::tools && !session.offers(mcp::list_capability(kind))) {
    session.reply_error(*request, code::method_not_found,
                        "the server has no " + std::string(mcp::list_capability(kind)));
    co_return;
  }
  const std::vector<std::string> items = session.items(kind);
  if (!from || *from > items.size()) {
    session.reply_error(*request, code::invalid_params, "params.cursor is not one that this list gave out");
    co_return;
  }
  session.notices().served(kind, items);
  session.reply_result(*request, page(kind, items, *from, request->modern()));
}

void serve_list(Session& session, const RequestPtr& request, ListKind kind) {
  if (request->modern()) session.begin(declaration_of(*request));
  spawn(list_flow(session, request, kind));
}

}  // namespace

void serve_tools(Session& session, const RequestPtr& request) {
  serve_list(session, request, ListKind::tools);
}
void serve_prompts(Session& session, const RequestPtr& request) {
  serve_list(session, request, ListKind::prompts);
}
void serve_resources(Session& session, const RequestPtr& request) {
  serve_list(session, request, ListKind::resources);
}
void serve_templates(Session& session, const RequestPtr& request) {
  serve_list(session, request, ListKind::templates);
}

}  // namespace callgate
