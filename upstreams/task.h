// Coroutines of the event loop: Task is a function that may wait, OneShot and Mailbox are what it waits for.
//
// Everything runs on the loop's one thread and resumes inline, at the moment its event happens. Nothing is
// cancelled from outside: whoever waits for something that will not come gets an Error as its value, so a
// coroutine always runs to its end and its locals are always destroyed; at the end of the program, when
// nothing comes any more, end_flows() destroys those of whoever still waits. (Asio's awaitables resume
// through the executor and cancel by throwing out of every later wait; a call costs several allocations there
// and one here.)
//
// g++ 12 double-frees some temporaries in a full expression that awaits: whatever is passed to an awaited
// call is a named local, moved in.
#pragma once

#include <coroutine>
#include <exception>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/base/recycle.h"

namespace callgate {

template <class T>
class [[nodiscard]] Task;

namespace task_detail {

struct PromiseBase : Recycled {
  std::coroutine_handle<> waiter;
  std::suspend_always initial_suspend() noexcept { return {}; }
  struct Final {
    bool await_ready() noexcept { return false; }
    template <class P>
    std::coroutine_handle<> await_suspend(std::coroutine_handle<P> self) noexcept {
      if (self.promise().waiter) return self.promise().waiter;
      return std::noop_coroutine();
    }
    void await_resume() noexcept {}
  };
  Final final_suspend() noexcept { return {}; }
  // Errors are values; an exception that gets here is a broken promise of ours.
  void unhandled_exception() noexcept { std::terminate(); }
};

template <class T>
struct Promise : PromiseBase {
  std::optional<T> value;
  Task<T> get_return_object();
  template <class U>
  void return_value(U&& result) {
    value.emplace(std::forward<U>(result));
  }
};

template <>
struct Promise<void> : PromiseBase {
  Task<void> get_return_object();
  void return_void() {}
};

}  // namespace task_detail

// A coroutine that starts when it is awaited and gives its value to the awaiter.
template <class T>
class [[nodiscard]] Task {
 public:
  using promise_type = task_detail::Promise<T>;
  explicit Task(std::coroutine_handle<promise_type> frame) : frame_(frame) {}
  Task(Task&& other) noexcept : frame_(std::exchange(other.frame_, {})) {}
  Task& operator=(Task&&) = delete;
  ~Task() {
    if (frame_) frame_.destroy();
  }

  bool await_ready() const noexcept { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> waiter) noexcept {
    frame_.promise().waiter = waiter;
    return frame_;
  }
  T await_resume() {
    if constexpr (!std::is_void_v<T>) return std::move(*frame_.promise().value);
  }

 private:
  std::coroutine_handle<promise_type> frame_;
};

namespace task_detail {

template <class T>
Task<T> Promise<T>::get_return_object() {
  return Task<T>(std::coroutine_handle<Promise<T>>::from_promise(*this));
}
inline Task<void> Promise<void>::get_return_object() {
  return Task<void>(std::coroutine_handle<Promise<void>>::from_promise(*this));
}

}  // namespace task_detail

namespace task_detail {

// In the list of this thread's flows for as long as it lives.
struct LivingFlow {
  LivingFlow() : next(first), place(&first) {
    if (next) next->place = &next;
    first = this;
  }
  ~LivingFlow() {
    *place = next;
    if (next) next->place = place;
  }
  LivingFlow(const LivingFlow&) = delete;
  LivingFlow* next;
  LivingFlow** place;  // what points here
  static inline constinit thread_local LivingFlow* first = nullptr;
};

}  // namespace task_detail

// A coroutine that runs on its own from the moment it is called; its frame frees itself at the end.
struct Flow {
  struct promise_type : Recycled, task_detail::LivingFlow {
    Flow get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() noexcept { std::terminate(); }
  };
};

// Destroys this thread's flows that still wait, the newest first, with all that they own. For the end, when
// nothing will resume them any more; what they refer to must still be there.
inline void end_flows() {
  while (task_detail::LivingFlow* flow = task_detail::LivingFlow::first) {
    auto& promise = static_cast<Flow::promise_type&>(*flow);
    std::coroutine_handle<Flow::promise_type>::from_promise(promise).destroy();
  }
}

// Runs a task on its own, at once, up to its first wait.
inline Flow spawn(Task<void> task) {
  co_await task;
}

// An event that happens once and carries a value. At most one coroutine waits for it. The first set() wins.
template <class T>
class OneShot {
 public:
  OneShot() = default;
  OneShot(const OneShot&) = delete;
  OneShot& operator=(const OneShot&) = delete;

  // Resumes the waiter before it returns; this object may be gone by then.
  void set(T value) {
    if (value_) return;
    value_.emplace(std::move(value));
    if (waiter_) std::exchange(waiter_, {}).resume();
  }
  bool is_set() const { return value_.has_value(); }

  // co_await event.wait()
  struct Awaiter {
    OneShot& event;
    bool await_ready() const noexcept { return event.value_.has_value(); }
    void await_suspend(std::coroutine_handle<> waiter) noexcept { event.waiter_ = waiter; }
    T await_resume() { return std::move(*event.value_); }
  };
  Awaiter wait() { return Awaiter{*this}; }

 private:
  std::optional<T> value_;
  std::coroutine_handle<> waiter_;
};

// Events in a row for one coroutine: `co_await mailbox.next()`.
template <class T>
class Mailbox {
 public:
  Mailbox() = default;
  Mailbox(const Mailbox&) = delete;
  Mailbox& operator=(const Mailbox&) = delete;

  // `event`: a T, or what makes one. Resumes the waiter before it returns; this object may be gone by then.
  template <class Event>
  void put(Event&& event) {
    if (!next_) {
      next_.emplace(std::forward<Event>(event));
    } else {
      later_.emplace_back(std::forward<Event>(event));
    }
    if (waiter_) std::exchange(waiter_, {}).resume();
  }

  // co_await mailbox.next()
  struct Awaiter {
    Mailbox& box;
    bool await_ready() const noexcept { return box.next_.has_value(); }
    void await_suspend(std::coroutine_handle<> waiter) noexcept { box.waiter_ = waiter; }
    T await_resume() { return box.take(); }
  };
  Awaiter next() { return Awaiter{*this}; }

 private:
  T take() {
    T event = std::move(*next_);
    next_.reset();
    if (!later_.empty()) {
      next_.emplace(std::move(later_.front()));
      later_.erase(later_.begin());
    }
    return event;
  }
  // Nearly always there is one event at a time: a std::deque would allocate even when empty.
  std::optional<T> next_;
  std::vector<T> later_;
  std::coroutine_handle<> waiter_;
};

}  // namespace callgate
