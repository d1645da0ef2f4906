#include "gateway/roster.h"

#include <algorithm>

#include "core/json/view.h"
#include "core/mcp/methods.h"
#include "gateway/flows.h"
#include "gateway/notices.h"
#include "gateway/relay.h"
#include "gateway/session.h"
#include "gateway/subscriptions.h"
#include "upstreams/handshake.h"

namespace callgate {
namespace {

// Four lists per server arrive one after the other; they are merged together.
constexpr Millis kGather{20};

}  // namespace

Roster::Roster(boost::asio::io_context& loop, mcp::Catalog& catalog, CatalogStore& store, Log& log)
    : catalog_(catalog), store_(store), log_(log), timer_(loop) {}

void Roster::recall(Fleet& fleet, const mcp::Declaration& declaration) {
  for (const auto& upstream : fleet) {
    if (!upstream->server().problem.empty()) continue;
    if (auto listing = store_.load(upstream->server(), declaration)) {
      upstream->seed(listing);
      catalog_.replace(upstream->index(), std::move(listing));
    }
  }
  // The entries are looked at when the first of them is asked for: initialize needs only the facts.
  dirty_ = true;
}

void Roster::ready(Upstream& upstream) {
  // A quick server answers before its keeper has said which process it is.
  const pid_t pid = upstream.current()->pid();
  log_.info("[" + upstream.server().name + "] ready: protocol " +
            std::string(mcp::to_string(upstream.listing()->facts.revision)) +
            (pid > 0 ? ", process " + std::to_string(pid) : ""));
  catalog_.replace(upstream.index(), upstream.listing());
  settle_soon();
  const auto& legacy = session_->legacy();
  if (legacy && !legacy->log_level_literal.empty() && upstream.era() == mcp::Era::legacy &&
      upstream.listing()->facts.has("logging")) {
    spawn(tell_level(*session_, upstream.current(), legacy->log_level_literal));
  }
  session_->subscriptions().replay(upstream);
}

void Roster::listed(Upstream& upstream, mcp::ListKind) {
  catalog_.replace(upstream.index(), upstream.listing());
  unsaved_.insert(&upstream);
  settle_soon();
}

void Roster::fell(Upstream& upstream) {
  if (stopped_) return;
  catalog_.show(upstream.index(), false);
  settle_soon();
  session_->relay().withdraw(upstream);
}

void Roster::delivered(Upstream& upstream, const rpc::Message& message) {
  session_->relay().hear(upstream, message);
}

void Roster::settle_soon() {
  dirty_ = true;
  if (timing_ || stopped_) return;
  timing_ = true;
  timer_.start(kGather, [this] {
    timing_ = false;
    settle();
  });
}

void Roster::settle() {
  if (!dirty_) return;
  dirty_ = false;
  // Only whole listings are worth remembering.
  std::erase_if(unsaved_, [&](Upstream* upstream) {
    if (!upstream->whole()) return false;
    store_.save(upstream->server(), upstream->declaration(), upstream->listing());
    return true;
  });
  const mcp::Catalog::Changed changed = catalog_.settle();
  report_quarantine();
  // What a listen asks for may belong to a server that has only now said so.
  session_->subscriptions().listens_changed();
  session_->notices().changed(changed);
}

void Roster::report_quarantine() {
  std::vector<std::string> now;
  for (const mcp::Quarantined& each : catalog_.quarantined()) {
    now.push_back("[" + catalog_.owner(each.server).name + "] " + each.what + " is not shown: " + each.why);
    if (std::find(reported_.begin(), reported_.end(), now.back()) == reported_.end()) log_.warn(now.back());
  }
  reported_ = std::move(now);
}

void Roster::stop() {
  stopped_ = true;
  timer_.cancel();
}

}  // namespace callgate
