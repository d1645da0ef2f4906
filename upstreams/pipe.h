// The two ends of a line-based peer: a reader that scans lines as they arrive, and an outbox that never
// blocks.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/rpc/framer.h"
#include "core/rpc/message.h"
#include "upstreams/timer.h"

namespace callgate {

class Outbox;

// Gathers what is written while one batch of input is handled, so that many lines leave in one system call.
class Turns {
 public:
  explicit Turns(boost::asio::io_context& loop) : loop_(loop), memory_timer_(loop) {}
  // While one lives, writing is put off to its end.
  class Scope {
   public:
    explicit Scope(Turns& turns) : turns_(turns) {
      if (turns_.depth_++ == 0) ++turns_.number_;
    }
    ~Scope() {
      if (--turns_.depth_ == 0) turns_.flush();
    }
    Scope(const Scope&) = delete;
    Scope& operator=(const Scope&) = delete;

   private:
    Turns& turns_;
  };
  // True while one lives; and how many there were, this one included.
  bool open() const { return depth_ > 0; }
  std::uint64_t number() const { return number_; }

 private:
  friend class Outbox;
  friend class LineReader;
  // A large line has passed: once it is quiet, its memory goes back to the system.
  void large_line_passed();
  void mark(std::weak_ptr<Outbox> outbox);
  void flush();
  boost::asio::io_context& loop_;
  std::vector<std::weak_ptr<Outbox>> dirty_;
  int depth_ = 0;
  std::uint64_t number_ = 0;
  bool posted_ = false, returning_memory_ = false;
  Timer memory_timer_;
};

// Lines on their way to one peer, in order. Bounded: see `room()`. Writes as much as the pipe takes at once
// and the rest when it can; never blocks.
class Outbox : public std::enable_shared_from_this<Outbox> {
 public:
  // Told when the peer no longer reads, and when a full outbox has drained to half its bound.
  struct Watcher {
    virtual ~Watcher() = default;
    virtual void unwritable(const Error& error) = 0;
    virtual void drained() {}
  };
  // Takes ownership of `fd`, which must be non-blocking. `watcher` must outlive the outbox or be dropped by
  // close().
  Outbox(boost::asio::io_context& loop, Turns& turns, int fd, Watcher& watcher, std::size_t max_bytes);

  // Queues a line (the newline is added here). Beyond the bound it is still taken: who must not go beyond
  // asks first.
  void push(const rpc::Draft& draft);
  void push(std::string_view line);
  // False while more than `max_bytes` wait.
  bool room() const { return queued_ <= max_bytes_; }
  std::size_t queued() const { return queued_; }
  bool open() const { return pipe_.is_open(); }
  // Closes the pipe at once; what is queued is dropped.
  void close();
  // Closes the pipe when all that is queued has been written.
  void finish();

 private:
  friend class Turns;
  void append(const Bytes& owner, std::string_view piece);
  Buffer& tail();
  void touched();
  void flush();
  void wait_for_room();

  Turns& turns_;
  boost::asio::posix::stream_descriptor pipe_;
  Watcher* watcher_;
  std::size_t max_bytes_;
  struct Chunk {
    Bytes shared;  // a large piece of somebody's line, or
    Buffer owned;  // small pieces put together
    std::string_view view() const { return shared.empty() ? owned.view() : shared.view(); }
  };
  std::deque<Chunk> chunks_;
  std::size_t written_ = 0;  // of the first chunk
  std::size_t queued_ = 0;
  bool marked_ = false, waiting_ = false, finishing_ = false, was_full_ = false;
};

// Reads lines from one peer until it ends.
class LineReader : public std::enable_shared_from_this<LineReader> {
 public:
  struct Sink {
    virtual ~Sink() = default;
    // `line` is the reader's own: valid during the call.
    virtual void line(const rpc::Line& line) = 0;
    // No more will come. `error` says why if it was not a plain end of file.
    virtual void ended(const Error& error) = 0;
  };
  // Takes ownership of `fd`. `sink` must outlive the reader or be dropped by close().
  LineReader(boost::asio::io_context& loop, Turns& turns, int fd, Sink& sink, std::size_t max_line_bytes);
  void start();
  // Stops taking bytes off the pipe until resumed, so that the peer feels it.
  void pause(bool paused);
  void close();

 private:
  void read();
  Turns& turns_;
  boost::asio::posix::stream_descriptor pipe_;
  Sink* sink_;
  rpc::Framer framer_;
  bool reading_ = false, paused_ = false;
};

}  // namespace callgate
