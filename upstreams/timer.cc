#include "upstreams/timer.h"

#include <utility>

namespace callgate {
namespace {

namespace asio = boost::asio;

const SystemClock kMachine;

}  // namespace

asio::execution_context::id Timers::id;

Timers& Timers::of(asio::io_context& loop) {
  return asio::use_service<Timers>(loop);
}

Timers& Timers::by_hand(asio::io_context& loop, const Clock& clock) {
  return asio::make_service<Timers>(loop, clock);
}

Timers::Timers(asio::io_context& loop) : service(loop), clock_(kMachine), alarm_(loop) {}

Timers::Timers(asio::execution_context& loop, const Clock& clock) : service(loop), clock_(clock) {}

void Timers::shutdown() {
  // What a closure owns may have timers of its own, which leave the queue as they go.
  while (!waiting_.empty()) waiting_.begin()->second->cancel();
}

Timers::Queue::iterator Timers::add(Timer& timer, Millis length) {
  const auto place = waiting_.emplace(clock_.now() + length, &timer);
  set_alarm();
  return place;
}

void Timers::remove(Queue::iterator place) {
  waiting_.erase(place);
  // An alarm that is too early does no harm; one for nothing would keep the loop waiting.
  if (!waiting_.empty() || !alarm_) return;
  alarm_->cancel();
  alarm_at_ = Instant::max();
}

void Timers::fire() {
  const Instant now = clock_.now();
  while (next() <= now) {
    Timer& timer = *waiting_.begin()->second;
    const std::function<void()> due = std::exchange(timer.due_, nullptr);
    timer.cancel();
    due();
  }
  set_alarm();
}

void Timers::set_alarm() {
  if (!alarm_ || next() >= alarm_at_) return;
  alarm_at_ = next();
  alarm_->expires_at(alarm_at_);
  alarm_->async_wait([this](const boost::system::error_code& stopped) {
    if (stopped) return;
    alarm_at_ = Instant::max();
    fire();
  });
}

void Timer::start(Millis length, std::function<void()> due) {
  cancel();
  due_ = std::move(due);
  place_ = timers_.add(*this, length);
}

void Timer::cancel() {
  if (place_) timers_.remove(*std::exchange(place_, std::nullopt));
  // Named, so that it goes last: it may own this timer.
  const std::function<void()> forgotten = std::exchange(due_, nullptr);
}

Task<void> pause_for(asio::io_context& loop, Millis length) {
  Timer timer(loop);
  OneShot<bool> over;
  timer.start(length, [&over] { over.set(true); });
  co_await over.wait();
}

}  // namespace callgate
