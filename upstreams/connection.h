// One running server process and the line protocol over its pipes.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/smart_ptr/intrusive_ptr.hpp>
#include <boost/smart_ptr/intrusive_ref_counter.hpp>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/log.h"
#include "core/rpc/message.h"
#include "upstreams/launcher.h"
#include "upstreams/pending.h"
#include "upstreams/pipe.h"
#include "upstreams/task.h"
#include "upstreams/timer.h"

namespace callgate {

// What a server says without being asked, and its end. Called on the event loop.
class Inbox {
 public:
  virtual ~Inbox() = default;
  // A request or notification of the server's.
  virtual void deliver(const rpc::Message& message) = 0;
  // The process has ended or can no longer be talked to; every pending request was failed before. Called
  // once.
  virtual void gone(const Error& error) = 0;
};

struct ConnectionLimits {
  std::size_t max_line_bytes = 64u << 20;
  std::size_t max_outbox_bytes = 64u << 20;
};

// Counts what a server did wrong on its stdout.
struct Misdeeds {
  std::uint64_t junk_lines = 0, foreign_ids = 0, refused_lines = 0;
};

class Connection;
// Every call in flight holds its connection. Connections belong to the loop's thread.
using ConnectionPtr = boost::intrusive_ptr<Connection>;

// Ids and progress tokens towards the server are our own numbers; answers with any other id are dropped and
// counted. Junk on stdout is skipped line by line; stderr goes to the log with the server's name.
class Connection final : public boost::intrusive_ref_counter<Connection, boost::thread_unsafe_counter>,
                         private LineReader::Sink,
                         private Outbox::Watcher {
 public:
  // `inbox` must outlive the connection or be dropped by abandon().
  static ConnectionPtr open(boost::asio::io_context& loop, Turns& turns, Log& log, std::string name,
                            Child child, const Command& command, Inbox& inbox,
                            const ConnectionLimits& limits);

  // Sends a request with an id of ours, which is also its progress token if it carries one. The asker hears
  // the answer, or why none comes. Errors at once: gone, busy (the server does not read and its outbox is
  // full).
  Result<std::uint64_t> send(rpc::Draft& draft, Asker& asker, Instant deadline = Instant::max());
  // A notification, or an answer to the server.
  Result<void> post(const rpc::Draft& draft);
  Result<void> post(std::string_view line);
  // No longer interested: tells the server (notifications/cancelled) and forgets the asker, whose answered()
  // is not called. A late answer is swallowed.
  void cancel(std::uint64_t id, std::string_view reason);
  // Fails the requests whose time is over (and tells the server).
  void expire(Instant now);
  Pending& pending() { return pending_; }

  // Ends the server: its stdin is closed, then SIGTERM, then SIGKILL for the whole tree. Done when nothing is
  // left.
  Task<void> stop(Millis grace_after_eof, Millis grace_after_term);
  // From now on the inbox is not called.
  void abandon() { inbox_ = nullptr; }
  void pause(bool paused) { reader_->pause(paused); }

  bool alive() const { return !gone_; }
  pid_t pid() const { return pid_; }
  const std::string& name() const { return name_; }
  const Misdeeds& misdeeds() const { return misdeeds_; }
  const std::deque<std::string>& last_errors() const { return last_errors_; }

 private:
  Connection(boost::asio::io_context& loop, Turns& turns, Log& log, std::string name, Child child,
             const Command& command, Inbox& inbox, const ConnectionLimits& limits);
  void start();
  void line(const rpc::Line& line) override;
  void ended(const Error& error) override;
  void unwritable(const Error& error) override;
  void answer(const rpc::Message& message);
  void refused(const rpc::Line& line, const rpc::Fault& fault);
  void read_errors();
  void log_errors(std::string_view text);
  void watch_control();
  void controlled(const ControlMessage& message);
  void fall(Error error);
  void wake_stoppers(bool swept);

  Log& log_;
  std::string name_;
  Command command_;
  Inbox* inbox_;
  ConnectionLimits limits_;
  std::shared_ptr<Outbox> outbox_;
  std::shared_ptr<LineReader> reader_;
  boost::asio::posix::stream_descriptor errors_, control_;
  Timer end_timer_, stop_timer_;
  std::string error_line_;
  char error_buffer_[4096];
  std::deque<std::string> last_errors_;
  Pending pending_;
  Misdeeds misdeeds_;
  pid_t pid_ = -1;
  bool gone_ = false, swept_ = false, stopping_ = false, stopped_ = false;
  bool read_all_ = false;                 // its stdout has ended
  std::string end_;                       // how the process ended, once known
  std::vector<OneShot<bool>*> stoppers_;  // whoever waits in stop()
};

}  // namespace callgate
