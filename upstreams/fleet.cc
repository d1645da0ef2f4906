#include "upstreams/fleet.h"

#include "upstreams/path_lookup.h"

namespace callgate {
namespace {

constexpr Millis kTick{100};

}  // namespace

Fleet::Fleet(Ground& ground, const std::vector<Server>& servers, Upstream::Watcher& watcher)
    : ground_(ground), ticker_(ground.loop) {
  for (const Server& server : servers) {
    upstreams_.push_back(std::make_unique<Upstream>(ground, server, upstreams_.size(), watcher));
  }
}

void Fleet::start(const mcp::Declaration& declaration) {
  if (started_) return;
  started_ = true;
  mcp::Declaration copy = declaration;
  spawn(start_all(std::move(copy)));
}

Task<void> Fleet::start_all(mcp::Declaration declaration) {
  co_await take_login_path(ground_);
  if (stopping_) co_return;
  for (const auto& upstream : upstreams_) upstream->start(declaration);
  watch_deadlines();
}

Task<void> Fleet::stop_one(Upstream& upstream, std::size_t& left, OneShot<bool>& all) {
  co_await upstream.stop();
  if (--left == 0) all.set(true);
}

Task<void> Fleet::stop() {
  stopping_ = true;
  ticker_.cancel();
  if (upstreams_.empty()) co_return;
  std::size_t left = upstreams_.size();
  OneShot<bool> all;
  for (const auto& upstream : upstreams_) spawn(stop_one(*upstream, left, all));
  co_await all.wait();
}

Task<void> Fleet::settle_one(Upstream& upstream, std::shared_ptr<Wait> wait) {
  co_await upstream.settled();
  if (--wait->left == 0) wait->over.set(true);
}

Task<void> Fleet::refresh_one(Upstream& upstream, mcp::ListKind kind, std::shared_ptr<Wait> wait) {
  co_await upstream.refresh(kind);
  if (--wait->left == 0) wait->over.set(true);
}

Task<void> Fleet::finished(std::shared_ptr<Wait> wait, Millis limit) {
  if (--wait->left == 0) co_return;
  Timer timer(ground_.loop);
  timer.start(limit, [wait] { wait->over.set(false); });
  co_await wait->over.wait();
}

Task<void> Fleet::settled(Millis limit) {
  auto wait = std::make_shared<Wait>();
  for (const auto& upstream : upstreams_) {
    if (upstream->is_settled()) continue;
    ++wait->left;
    spawn(settle_one(*upstream, wait));
  }
  co_await finished(std::move(wait), limit);
}

Task<void> Fleet::refreshed(std::vector<Upstream*> upstreams, mcp::ListKind kind, Millis limit) {
  auto wait = std::make_shared<Wait>();
  for (Upstream* upstream : upstreams) {
    ++wait->left;
    spawn(refresh_one(*upstream, kind, wait));
  }
  co_await finished(std::move(wait), limit);
}

void Fleet::watch_deadlines() {
  if (ticking_ || stopping_) return;
  ticking_ = true;
  tick();
}

void Fleet::tick() {
  ticker_.start(kTick, [this] {
    const Turns::Scope turn(ground_.turns);
    bool waiting = false;
    for (const auto& upstream : upstreams_) {
      const ConnectionPtr connection = upstream->current();
      if (!connection) continue;
      connection->expire(ground_.clock.now());
      waiting = waiting || !connection->pending().empty();
    }
    ticking_ = waiting;
    if (waiting && !stopping_) tick();
  });
}

void Fleet::pause(bool paused) {
  for (const auto& upstream : upstreams_) {
    if (const auto& connection = upstream->current()) connection->pause(paused);
  }
}

}  // namespace callgate
