// One configured server over time: started, listened to, started again when it falls, and stopped for good.
#pragma once

#include <array>
#include <boost/asio/io_context.hpp>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/base/log.h"
#include "core/mcp/envelope.h"
#include "core/mcp/listing.h"
#include "upstreams/backoff.h"
#include "upstreams/connection.h"
#include "upstreams/launcher.h"
#include "upstreams/server.h"
#include "upstreams/task.h"
#include "upstreams/timer.h"

namespace callgate {

// What is known of a server's eras from earlier starts, by its launch command: only that one of them does not
// work.
class EraMemory {
 public:
  virtual ~EraMemory() = default;
  // The only era this server speaks, if that was found out.
  virtual std::optional<mcp::Era> only(const Server& server) = 0;
  virtual void remember(const Server& server, mcp::Era only) = 0;
};

// What all upstreams stand on; outlives them.
struct Ground {
  boost::asio::io_context& loop;
  Turns& turns;
  Log& log;
  const Clock& clock;
  Spawner& launcher;
  EraMemory& eras;
  std::map<std::string, std::string> environment;  // the gateway's own, its PATH as servers shall search it
  ConnectionLimits limits;
};

class Upstream final : private Inbox {
 public:
  enum class State : std::uint8_t { idle, starting, ready, down, stopped };

  // Told what happens; called on the event loop.
  class Watcher {
   public:
    virtual ~Watcher() = default;
    virtual void ready(Upstream& upstream) = 0;  // calls may go out; lists are on their way
    virtual void listed(Upstream& upstream, mcp::ListKind changed) = 0;  // listing() has changed
    virtual void fell(Upstream& upstream) = 0;  // after having been ready, or at its first start
    virtual void delivered(Upstream& upstream, const rpc::Message& message) = 0;
  };

  Upstream(Ground& ground, Server server, std::size_t index, Watcher& watcher);

  // What it listed in an earlier run; before start().
  void seed(std::shared_ptr<const mcp::Listing> listing) {
    listing_ = std::move(listing);
    known_.fill(true);
  }
  // Begins its life; once.
  void start(const mcp::Declaration& declaration);
  // Ends it: no restart, every process of it gone. Called once, by the fleet.
  Task<void> stop();
  // Ends a pause between restarts, or the running process, so that it starts afresh.
  void restart();

  // Waits while it is starting, within its start limit, whatever comes of it.
  Task<void> started();
  // The connection to a ready server. Waits while it is starting, within its start limit; otherwise an error
  // at once that says why it is down and when it is tried again.
  Task<Result<ConnectionPtr>> connection();
  // Lists one kind anew.
  Task<void> refresh(mcp::ListKind kind);
  // The server has announced a change of this list that has not been read yet.
  bool stale(mcp::ListKind kind) const {
    const auto at = static_cast<std::size_t>(kind);
    return announced_[at] != read_[at];
  }
  // Every list that it says it has was read, now or in an earlier run.
  bool whole() const;
  // Waits until the first attempt to start and list is over, whatever came of it.
  Task<void> settled();

  State state() const { return state_; }
  const Server& server() const { return server_; }
  std::size_t index() const { return index_; }
  const ConnectionPtr& current() const { return connection_; }
  const std::shared_ptr<const mcp::Listing>& listing() const { return listing_; }
  mcp::Era era() const { return mcp::era_of(listing_ ? listing_->facts.revision : mcp::kNewestLegacy); }
  const mcp::Declaration& declaration() const { return declaration_; }
  bool ready() const { return state_ == State::ready; }
  // Why it is down, for people; empty otherwise.
  const std::string& reason() const { return reason_; }
  Instant retry_at() const { return retry_at_; }
  unsigned restarts() const { return starts_ ? starts_ - 1 : 0; }
  bool is_settled() const { return settled_; }

 private:
  using Opened = Result<mcp::Facts>;
  Task<void> life();
  Task<Opened> open();
  Task<Opened> open_modern_first(Instant deadline, bool may_fall_back);
  Task<Opened> open_legacy_first(Instant deadline, bool may_fall_back);
  Result<void> launch();
  Task<void> end_process();
  Task<void> list_all();
  Task<void> list(mcp::ListKind kind);
  Task<void> nap(Millis length);
  void fall(std::string reason);
  void wake_waiters();
  void deliver(const rpc::Message& message) override;
  void gone(const Error& error) override;
  void refresh_soon(mcp::ListKind kind);
  Task<void> refresh_later(mcp::ListKind kind);

  Ground& ground_;
  Server server_;
  std::size_t index_;
  Watcher& watcher_;
  mcp::Declaration declaration_;  // as this server is told
  Backoff backoff_;
  State state_ = State::idle;
  ConnectionPtr connection_;
  std::shared_ptr<const mcp::Listing> listing_;
  std::shared_ptr<OneShot<Error>> ended_;  // of the current process
  std::string reason_;
  Instant retry_at_{};
  unsigned starts_ = 0;
  bool stopping_ = false, settled_ = false;
  Timer timer_;
  OneShot<bool>* nap_ = nullptr;
  std::vector<OneShot<bool>*> waiters_, settle_waiters_;
  std::array<bool, 4> refreshing_{}, known_{};
  std::array<unsigned, 4> announced_{}, read_{};  // changes of each list
};

}  // namespace callgate
