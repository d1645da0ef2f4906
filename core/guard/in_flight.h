// What a guard remembers of each call between its first judgement and settle().
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace callgate::guard {

// By call id. Few calls are under way at a time, so a list that is searched from its newest end does; its
// places are used again, and a settled call allocates nothing.
template <class T>
class InFlight {
 public:
  // Null if nothing is remembered. Valid until the next start or finish.
  T* find(std::string_view id) {
    for (std::size_t i = count_; i-- > 0;) {
      if (entries_[i].first == id) return &entries_[i].second;
    }
    return nullptr;
  }
  // What is remembered of the call, made if there is nothing yet.
  T& start(std::string_view id) {
    if (T* known = find(id)) return *known;
    if (count_ == entries_.size()) entries_.emplace_back();
    auto& [name, value] = entries_[count_++];
    name.assign(id);
    value = T{};
    return value;
  }
  void finish(std::string_view id) {
    for (std::size_t i = count_; i-- > 0;) {
      if (entries_[i].first != id) continue;
      std::swap(entries_[i], entries_[--count_]);
      entries_[count_].second = T{};
      return;
    }
  }
  std::size_t size() const { return count_; }

 private:
  std::vector<std::pair<std::string, T>> entries_;
  std::size_t count_ = 0;
};

}  // namespace callgate::guard
