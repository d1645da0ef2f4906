// Waiting for a moment. The timers of a loop fire by themselves, on the machine's clock; or, where a test
// moves the clock by hand, when the test says so.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <functional>
#include <map>
#include <optional>

#include "core/base/clock.h"
#include "upstreams/task.h"

namespace callgate {

class Timer;

// All timers of one loop: one alarm of the system's, for the earliest of them.
class Timers final : public boost::asio::execution_context::service {
 public:
  static boost::asio::execution_context::id id;
  static Timers& of(boost::asio::io_context& loop);
  // Makes the loop's timers wait on `clock`, and fire in fire() alone. Before the loop has any timer; `clock`
  // outlives the loop.
  static Timers& by_hand(boost::asio::io_context& loop, const Clock& clock);

  // When the next one is due; Instant::max() while none is running.
  Instant next() const { return waiting_.empty() ? Instant::max() : waiting_.begin()->first; }
  // Calls what is due now, the earliest first.
  void fire();

  // For Asio, which owns its services.
  explicit Timers(boost::asio::io_context& loop);
  Timers(boost::asio::execution_context& loop, const Clock& clock);

 private:
  friend class Timer;
  using Queue = std::multimap<Instant, Timer*>;
  void shutdown() override;
  Queue::iterator add(Timer& timer, Millis length);
  void remove(Queue::iterator place);
  void set_alarm();

  const Clock& clock_;
  Queue waiting_;
  std::optional<boost::asio::steady_timer> alarm_;
  Instant alarm_at_ = Instant::max();
};

// Calls something later, once. The loop outlives it.
class Timer {
 public:
  explicit Timer(boost::asio::io_context& loop) : timers_(Timers::of(loop)) {}
  Timer(const Timer&) = delete;
  Timer& operator=(const Timer&) = delete;
  ~Timer() { cancel(); }

  // `due` is called from the loop when `length` is over, and may destroy this timer. What was to be called
  // before is forgotten.
  void start(Millis length, std::function<void()> due);
  // From now on nothing is called.
  void cancel();

 private:
  friend class Timers;
  Timers& timers_;
  std::optional<Timers::Queue::iterator> place_;  // while it is running
  std::function<void()> due_;
};

// Waits on the loop's clock.
Task<void> pause_for(boost::asio::io_context& loop, Millis length);

}  // namespace callgate
