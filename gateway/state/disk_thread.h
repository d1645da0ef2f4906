// One thread for what waits on the disk: SQLite, the ledger, the catalog cache. Jobs run in the order they
// were posted, so that the event loop never waits for a disk and no two of them need a lock between them.
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "core/base/clock.h"

namespace callgate::state {

// A job says "done" by calling whatever its closure carries, for the gateway a post to its own event loop.
// A job must not throw. Safe to call from any thread. The thread starts with the first job.
class DiskThread {
 public:
  DiskThread() = default;
  ~DiskThread() { stop(); }
  DiskThread(const DiskThread&) = delete;
  DiskThread& operator=(const DiskThread&) = delete;

  // Runs `work` after all that was posted before. False after stop(): then `work` is dropped.
  template <class F>
  bool post(F work) {
    return push(std::make_unique<JobOf<F>>(std::move(work)), Millis{0});
  }
  // Runs `work` when `delay` is over, or at stop() if that is earlier. Waiting costs one wake-up, however
  // many jobs wait: that is how the ledger batches.
  template <class F>
  bool post_later(Millis delay, F work) {
    return push(std::make_unique<JobOf<F>>(std::move(work)), delay);
  }

  // Returns when everything that was posted without delay before this call has run. Not from a job.
  void drain();
  // Runs everything that waits, delayed or not, and ends the thread. Not from a job.
  void stop();

 private:
  struct Job {
    virtual ~Job() = default;
    virtual void run() = 0;
  };
  template <class F>
  struct JobOf final : Job {
    explicit JobOf(F f) : work(std::move(f)) {}
    void run() override { work(); }
    F work;
  };
  struct Delayed {
    Instant due;
    std::unique_ptr<Job> job;
  };

  bool push(std::unique_ptr<Job> job, Millis delay);
  void start();
  void loop();
  void take_due(Instant now);
  Instant next_due() const;

  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::unique_ptr<Job>> ready_;
  std::vector<Delayed> delayed_;
  Instant sleeping_until_ = Instant::min();  // min: awake, will look at the queues again by itself
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace callgate::state
