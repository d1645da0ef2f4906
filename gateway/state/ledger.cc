#include "gateway/state/ledger.h"

#include <algorithm>
#include <condition_variable>
#include <future>
#include <mutex>
#include <utility>
#include <vector>

#include "gateway/state/ledger_file.h"

namespace callgate::state {
namespace {

constexpr std::size_t kKeptCapacity = 256 * 1024;

}  // namespace

// Shared with the jobs on the disk thread, which may run after the writer is gone.
class LedgerWriter::Core : public std::enable_shared_from_this<Core> {
 public:
  using Done = std::function<void(Result<void>)>;

  Core(Directory directory, DiskThread& disk, const Clock& clock, LedgerOptions options)
      : options_(std::move(options)),
        disk_(disk),
        clock_(clock),
        file_(std::move(directory), clock, options_.max_bytes, options_.keep) {}

  void append(std::string_view line, Done done);
  Result<void> flush();
  LedgerCounts counts() const;
  void report(std::string what) const {
    if (options_.report) options_.report(std::move(what));
  }

 private:
  enum class Planned : std::uint8_t { nothing, later, now };

  bool make_room(std::unique_lock<std::mutex>& lock, std::size_t size);
  void plan(std::unique_lock<std::mutex>& lock, Planned when);
  Result<void> write_batch();
  std::vector<Done> take_queue();
  bool settle(const Result<void>& outcome);

  const LedgerOptions options_;
  DiskThread& disk_;
  const Clock& clock_;

  mutable std::mutex mutex_;
  std::condition_variable room_;
  std::string queue_;            // lines not yet taken by the disk thread
  std::vector<Done> waiting_;    // whoever wants to know when the lines in queue_ are on the disk
  std::size_t taken_bytes_ = 0;  // what the disk thread holds
  std::uint64_t queued_lines_ = 0, taken_lines_ = 0;
  Planned planned_ = Planned::nothing;
  bool failing_ = false;
  bool said_slow_ = false;
  std::uint64_t unsaid_ = 0;  // lost lines that no gap line names yet
  LedgerCounts counts_;

  std::mutex writing_;  // the disk thread, or after its end whoever flushes
  LedgerFile file_;
  std::string taken_;
  std::size_t offset_ = 0;
};

void LedgerWriter::Core::append(std::string_view line, Done done) {
  if (line.ends_with('\n')) line.remove_suffix(1);
  std::unique_lock lock(mutex_);
  if (!make_room(lock, line.size() + 1)) {
    ++counts_.lost;
    ++unsaid_;
    lock.unlock();
    if (done)
      done(error(Errc::unavailable, "the ledger cannot be written and the memory for its records is full"));
    return;
  }
  const std::size_t start = queue_.size();
  queue_ += line;
  // A newline is only white space in JSON, but here it would end the record.
  for (std::size_t at = start; (at = queue_.find('\n', at)) != std::string::npos;) queue_[at] = ' ';
  queue_ += '\n';
  ++queued_lines_;
  ++counts_.appended;
  const bool urgent = done != nullptr || queue_.size() >= options_.queue_bytes / 2;
  if (done) waiting_.push_back(std::move(done));
  // While the disk fails the retry is planned already; only somebody who waits for an answer tries earlier.
  if (failing_ && waiting_.empty()) return;
  plan(lock, urgent ? Planned::now : Planned::later);
}

// True once `size` more bytes may be queued.
bool LedgerWriter::Core::make_room(std::unique_lock<std::mutex>& lock, std::size_t size) {
  const auto fits = [&] {
    const std::size_t held = queue_.size() + taken_bytes_;
    return held == 0 || held + size <= options_.queue_bytes;
  };
  if (fits()) return true;
  if (failing_) return false;
  ++counts_.waits;
  if (!std::exchange(said_slow_, true)) {
    lock.unlock();
    report("the disk cannot keep up with the ledger: calls wait for it");
    lock.lock();
  }
  while (!fits() && !failing_) {
    plan(lock, Planned::now);
    if (!fits() && !failing_) room_.wait(lock);
  }
  return fits();
}

void LedgerWriter::Core::plan(std::unique_lock<std::mutex>& lock, Planned when) {
  if (planned_ >= when) return;
  planned_ = when;
  const auto work = [self = shared_from_this()] { (void)self->write_batch(); };
  lock.unlock();
  // After the end of the disk thread nobody else is left to write.
  const bool taken = when == Planned::now ? disk_.post(work) : disk_.post_later(options_.window, work);
  if (!taken) (void)write_batch();
  lock.lock();
}

Result<void> LedgerWriter::Core::write_batch() {
  const std::lock_guard writer(writing_);
  for (;;) {
    const std::vector<Done> waiting = take_queue();
    Result<void> outcome;
    if (offset_ < taken_.size()) outcome = file_.write(taken_, offset_);
    if (outcome && !waiting.empty()) outcome = file_.sync();
    const bool gap = settle(outcome);
    for (const Done& done : waiting) done(outcome);
    if (!gap) return outcome;
  }
}

std::vector<LedgerWriter::Core::Done> LedgerWriter::Core::take_queue() {
  const std::lock_guard lock(mutex_);
  planned_ = Planned::nothing;
  if (taken_.empty()) {
    taken_.swap(queue_);
  } else {
    taken_ += queue_;
    queue_.clear();
  }
  if (queue_.capacity() > kKeptCapacity) queue_ = std::string();
  taken_bytes_ = taken_.size();
  taken_lines_ += std::exchange(queued_lines_, 0);
  return std::exchange(waiting_, {});
}

// True if a line about lost ones was queued and has to be written next.
bool LedgerWriter::Core::settle(const Result<void>& outcome) {
  std::string said;
  bool gap = false;
  {
    const std::lock_guard lock(mutex_);
    if (outcome) {
      counts_.written += std::exchange(taken_lines_, 0);
      taken_.clear();
      if (taken_.capacity() > kKeptCapacity) taken_ = std::string();
      taken_bytes_ = offset_ = 0;
      gap = unsaid_ > 0;
      if (std::exchange(failing_, false))
        said = "the ledger is written again; records lost meanwhile: " + std::to_string(unsaid_);
      if (gap) {
        ++queued_lines_;
        queue_ += "{\"v\":1,\"time\":\"" + rfc3339(clock_.today()) +
                  "\",\"event\":\"gap\",\"lost\":" + std::to_string(std::exchange(unsaid_, 0)) + "}\n";
      }
      if (queue_.empty()) said_slow_ = false;
    } else {
      ++counts_.failures;
      if (!std::exchange(failing_, true))
        said = to_string(outcome.error()) + "; records are kept in memory meanwhile";
    }
  }
  room_.notify_all();
  if (!said.empty()) report(std::move(said));
  // Refused after the end of the disk thread: then there is no later.
  if (!outcome) disk_.post_later(options_.retry, [self = shared_from_this()] { (void)self->write_batch(); });
  return gap;
}

Result<void> LedgerWriter::Core::flush() {
  std::promise<Result<void>> reached;
  auto outcome = reached.get_future();
  const auto work = [&reached, this] { reached.set_value(write_batch()); };
  if (!disk_.post(work)) work();
  return outcome.get();
}

LedgerCounts LedgerWriter::Core::counts() const {
  const std::lock_guard lock(mutex_);
  return counts_;
}

LedgerWriter::LedgerWriter(Directory directory, DiskThread& disk, const Clock& clock, LedgerOptions options)
    : core_(std::make_shared<Core>(std::move(directory), disk, clock, std::move(options))) {}

LedgerWriter::~LedgerWriter() {
  if (!flush()) core_->report("the last records of the ledger could not be written");
}

void LedgerWriter::append(std::string_view line) {
  core_->append(line, nullptr);
}

void LedgerWriter::append_durable(std::string_view line, std::function<void(Result<void>)> done) {
  core_->append(line, std::move(done));
}

Result<void> LedgerWriter::flush() {
  return core_->flush();
}

LedgerCounts LedgerWriter::counts() const {
  return core_->counts();
}

}  // namespace callgate::state
