#include "gateway/state/disk_thread.h"

#include <pthread.h>
#include <signal.h>

#include <algorithm>
#include <future>

namespace callgate::state {

bool DiskThread::push(std::unique_ptr<Job> job, Millis delay) {
  bool wanted = false;
  {
    const std::lock_guard lock(mutex_);
    if (stopping_) return false;
    if (!thread_.joinable()) start();
    Instant due = Instant::min();
    if (delay <= Millis{0}) {
      ready_.push_back(std::move(job));
    } else {
      due = std::chrono::steady_clock::now() + delay;
      delayed_.push_back({due, std::move(job)});
    }
    // One wake-up is enough until the thread sleeps again.
    if (due < sleeping_until_) {
      sleeping_until_ = Instant::min();
      wanted = true;
    }
  }
  if (wanted) wake_.notify_one();
  return true;
}

void DiskThread::start() {
  // Signals belong to the thread that runs the event loop.
  sigset_t all, before;
  ::sigfillset(&all);
  ::pthread_sigmask(SIG_BLOCK, &all, &before);
  thread_ = std::thread([this] { loop(); });
  ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

Instant DiskThread::next_due() const {
  Instant next = Instant::max();
  for (const Delayed& each : delayed_) next = std::min(next, each.due);
  return next;
}

void DiskThread::take_due(Instant now) {
  std::stable_sort(delayed_.begin(), delayed_.end(),
                   [](const auto& a, const auto& b) { return a.due < b.due; });
  auto end = delayed_.begin();
  for (; end != delayed_.end() && (stopping_ || end->due <= now); ++end)
    ready_.push_back(std::move(end->job));
  delayed_.erase(delayed_.begin(), end);
}

void DiskThread::loop() {
  std::unique_lock lock(mutex_);
  for (;;) {
    if (!delayed_.empty()) take_due(std::chrono::steady_clock::now());
    if (!ready_.empty()) {
      std::deque<std::unique_ptr<Job>> batch;
      batch.swap(ready_);
      lock.unlock();
      for (auto& job : batch) {
        job->run();
        job.reset();  // what the closure holds is let go now, not when the batch is through
      }
      batch.clear();
      lock.lock();
      continue;
    }
    if (stopping_) return;
    const Instant due = next_due();
    sleeping_until_ = due;
    const auto awake = [this] { return sleeping_until_ == Instant::min(); };
    if (due == Instant::max()) {
      wake_.wait(lock, awake);
    } else {
      wake_.wait_until(lock, due, awake);
    }
    sleeping_until_ = Instant::min();
  }
}

void DiskThread::drain() {
  std::promise<void> reached;
  auto done = reached.get_future();
  if (post([&reached] { reached.set_value(); })) done.wait();
}

void DiskThread::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    sleeping_until_ = Instant::min();
  }
  wake_.notify_one();
  if (thread_.joinable()) thread_.join();
}

}  // namespace callgate::state
