// All upstreams: started together, watched together, stopped together.
#pragma once

#include <memory>
#include <vector>

#include "upstreams/upstream.h"

namespace callgate {

class Fleet {
 public:
  // `ground` and `watcher` outlive the fleet.
  Fleet(Ground& ground, const std::vector<Server>& servers, Upstream::Watcher& watcher);

  // Starts every server in parallel, once; later calls do nothing. Looks up the login shell's PATH first if
  // ours is the bare one of a graphical session.
  void start(const mcp::Declaration& declaration);
  bool started() const { return started_; }
  // Stops all of them at the same time. Done when no process is left.
  Task<void> stop();

  std::size_t size() const { return upstreams_.size(); }
  Upstream& operator[](std::size_t index) { return *upstreams_[index]; }
  auto begin() { return upstreams_.begin(); }
  auto end() { return upstreams_.end(); }

  // Waits until every server's first start is over, or until `limit`.
  Task<void> settled(Millis limit);
  // Lists one kind anew at these servers, all at the same time, and waits until they are done or until
  // `limit`; what comes later is still heard of.
  Task<void> refreshed(std::vector<Upstream*> upstreams, mcp::ListKind kind, Millis limit);
  // Something waits with a time limit: look at the clock from now on, until nothing waits any more.
  void watch_deadlines();
  // Takes bytes off no server's pipe while the host does not read.
  void pause(bool paused);

 private:
  Task<void> start_all(mcp::Declaration declaration);
  Task<void> stop_one(Upstream& upstream, std::size_t& left, OneShot<bool>& all);
  // Several that are waited for together; one more than there are, so that it is not over before all have
  // begun.
  struct Wait {
    std::size_t left = 1;
    OneShot<bool> over;
  };
  Task<void> settle_one(Upstream& upstream, std::shared_ptr<Wait> wait);
  Task<void> refresh_one(Upstream& upstream, mcp::ListKind kind, std::shared_ptr<Wait> wait);
  Task<void> finished(std::shared_ptr<Wait> wait, Millis limit);
  void tick();

  Ground& ground_;
  std::vector<std::unique_ptr<Upstream>> upstreams_;
  Timer ticker_;
  bool started_ = false, ticking_ = false, stopping_ = false;
};

}  // namespace callgate
