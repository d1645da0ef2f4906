#include "gateway/notices.h"

#include <algorithm>
#include <functional>

#include "core/mcp/methods.h"
#include "gateway/session.h"

namespace callgate {
namespace {

using mcp::ListKind;

constexpr Millis kGather{100};

std::size_t print_of(const std::vector<std::string>& items) {
  std::size_t print = items.size();
  for (const std::string& item : items) print = print * 1099511628211u + std::hash<std::string>{}(item);
  return print;
}

}  // namespace

Notices::Notices(Session& session) : session_(session), timer_(session.loop()) {}

void Notices::changed(const mcp::Catalog::Changed& changed) {
  waiting_.tools |= changed.tools;
  waiting_.prompts |= changed.prompts;
  waiting_.resources |= changed.resources;
  if (waiting_) wait();
}

void Notices::wait() {
  if (timing_) return;
  timing_ = true;
  timer_.start(kGather, [this] {
    timing_ = false;
    const Turns::Scope turn(session_.turns());
    tell();
  });
}

void Notices::host_ready() {
  if (!timing_) tell();
}

void Notices::served(ListKind kind, const std::vector<std::string>& items) {
  known_[static_cast<std::size_t>(kind)] = print_of(items);
}

Notices::News Notices::news_of(ListKind kind, bool listened) {
  std::optional<std::size_t>& known = known_[static_cast<std::size_t>(kind)];
  if (!known && !listened) return News::none;
  // Who listens without having asked hears of changes against the first whole list.
  if (!known && !session_.lists_settled()) return News::later;
  const std::size_t now = print_of(session_.items(kind));
  return std::exchange(known, now).value_or(now) == now ? News::none : News::some;
}

void Notices::tell_of(bool& changed, std::initializer_list<ListKind> kinds, bool Listen::*wants,
                      std::string_view method) {
  const bool legacy = session_.legacy().has_value();
  const auto hears = [&](const Listen& listen) { return listen.*wants; };
  const bool listened = std::any_of(listens_.begin(), listens_.end(), hears);
  if (!changed || (!legacy && !listened)) return;
  bool some = false, later = false;
  for (const ListKind kind : kinds) {
    const News news = news_of(kind, listened);
    some = some || news == News::some;
    later = later || news == News::later;
  }
  changed = later;
  if (!some) return;
  if (legacy) session_.notify(method);
  for (const Listen& listen : listens_) {
    if (hears(listen)) session_.notify(method, "{\"_meta\":{" + tag(listen) + "}}");
  }
}

void Notices::tell() {
  // Before its handshake is over a legacy host may be sent nothing; it is told right after.
  if (session_.legacy() && !session_.legacy()->initialized) return;
  tell_of(waiting_.tools, {ListKind::tools}, &Listen::tools, mcp::method::tools_changed);
  tell_of(waiting_.prompts, {ListKind::prompts}, &Listen::prompts, mcp::method::prompts_changed);
  tell_of(waiting_.resources, {ListKind::resources, ListKind::templates}, &Listen::resources,
          mcp::method::resources_changed);
}

void Notices::add(Listen listen) {
  waiting_.tools |= listen.tools;
  waiting_.prompts |= listen.prompts;
  waiting_.resources |= listen.resources;
  listens_.push_back(std::move(listen));
  wait();
}

bool Notices::remove(const HostRequest& request) {
  const auto found = std::find_if(listens_.begin(), listens_.end(),
                                  [&](const Listen& listen) { return listen.request.get() == &request; });
  if (found == listens_.end()) return false;
  listens_.erase(found);
  return true;
}

std::string Notices::tag(const Listen& listen) {
  return "\"" + std::string(mcp::kMetaSubscriptionId) + "\":" + std::string(listen.request->id());
}

}  // namespace callgate
