// What a session knows of its servers' lists: whether they have come, whether they are fresh, what they
// offer.
#include <algorithm>

#include "gateway/call_desk.h"
#include "gateway/session.h"

namespace callgate {
namespace {

// Hosts give a list 20 to 60 seconds; what is not there by then is announced later.
constexpr Millis kListWait{10'000};
// With the last list at hand a server that is busy is not waited for any longer.
constexpr Millis kRelistWait{3000};

}  // namespace

bool Session::lists_pending() const {
  const auto is_unknown = [&](const auto& upstream) {
    return !upstream->is_settled() && !remembered_[upstream->index()];
  };
  return std::any_of(parts_.fleet.begin(), parts_.fleet.end(), is_unknown);
}

Task<void> Session::lists_known() {
  if (lists_pending()) co_await parts_.fleet.settled(kListWait);
}

Task<void> Session::lists_ready(mcp::ListKind kind) {
  const bool first = lists_pending();
  co_await lists_known();
  if (first) co_return;
  // Who does not announce changes is asked each time; who has just announced one is asked before the quiet is
  // over.
  const std::string_view capability = mcp::list_capability(kind);
  std::vector<Upstream*> silent;
  for (const auto& upstream : parts_.fleet) {
    const auto& listing = upstream->listing();
    if (!upstream->ready() || !upstream->is_settled() || !listing) continue;
    if (!listing->facts.has(capability)) continue;
    if (!listing->facts.has(capability, "listChanged") || upstream->stale(kind))
      silent.push_back(upstream.get());
  }
  if (silent.empty()) co_return;
  co_await parts_.fleet.refreshed(std::move(silent), kind, kRelistWait);
}

bool Session::lists_settled() const {
  const auto is_settled = [](const auto& upstream) { return upstream->is_settled(); };
  return std::all_of(parts_.fleet.begin(), parts_.fleet.end(), is_settled);
}

std::vector<std::string> Session::items(mcp::ListKind kind) const {
  return parts_.catalog.items(kind, parts_.desk.filter(), &parts_.desk);
}

bool Session::offers(std::string_view capability) const {
  for (std::size_t server = 0; server < parts_.catalog.servers(); ++server) {
    const mcp::Listing* listing = parts_.catalog.listing(server);
    if (!listing) {
      const Upstream& upstream = parts_.fleet[server];
      if (upstream.server().problem.empty() && !upstream.is_settled()) return true;
    } else if (listing->facts.has(capability)) {
      return true;
    }
  }
  return false;
}

}  // namespace callgate
