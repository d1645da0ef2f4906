// What a guard remembers of each call between its first judgement and settle().
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "core/guard/call.h"

namespace callgate::guard {

// By the call's place, so that nothing is searched for; places are used again, and a settled call allocates
// nothing.
template <class T>
class InFlight {
 public:
  // Null if nothing is remembered. Valid until the next start or finish.
  T* find(const Call& call) {
    const std::size_t at = call.place();
    return at < entries_.size() && entries_[at].first ? &entries_[at].second : nullptr;
  }
  // What is remembered of the call, made if there is nothing yet.
  T& start(const Call& call) {
    if (call.place() >= entries_.size()) entries_.resize(call.place() + 1);
    auto& [taken, value] = entries_[call.place()];
    if (!std::exchange(taken, true)) ++count_;
    return value;
  }
  void finish(const Call& call) {
    if (!find(call)) return;
    entries_[call.place()] = {};
    --count_;
  }
  std::size_t size() const { return count_; }

 private:
  std::vector<std::pair<bool, T>> entries_;
  std::size_t count_ = 0;
};

}  // namespace callgate::guard
