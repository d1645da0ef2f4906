// A table that forgets: at most so many entries, and the one that was not asked for longest leaves first.
#pragma once

#include <cstddef>
#include <functional>
#include <list>
#include <unordered_map>
#include <utility>

#include "core/base/recycle.h"

namespace callgate::guard {

template <class Key, class Value, class Hash = std::hash<Key>>
class LruTable {
 public:
  LruTable() = default;
  explicit LruTable(std::size_t capacity) : capacity_(capacity) {}

  // At least one entry; what is over leaves at once.
  void set_capacity(std::size_t capacity) {
    capacity_ = capacity ? capacity : 1;
    shrink();
  }

  // Null if nothing is known of `key`. Valid until the next insertion or removal; the freshest entry now.
  Value* find(const Key& key) {
    const auto known = by_key_.find(key);
    if (known == by_key_.end()) return nullptr;
    order_.splice(order_.begin(), order_, known->second);
    return &known->second->second;
  }
  // The entry of `key`, made if it is not there. Valid until the next insertion or removal.
  Value& at(const Key& key) {
    if (Value* known = find(key)) return *known;
    order_.emplace_front(key, Value{});
    by_key_.emplace(key, order_.begin());
    shrink();
    return order_.front().second;
  }
  void erase(const Key& key) {
    const auto known = by_key_.find(key);
    if (known == by_key_.end()) return;
    order_.erase(known->second);
    by_key_.erase(known);
  }
  void clear() {
    by_key_.clear();
    order_.clear();
  }
  std::size_t size() const { return order_.size(); }

 private:
  using Entry = std::pair<const Key, Value>;
  using Order = std::list<Entry, RecyclingAllocator<Entry>>;  // freshest first

  void shrink() {
    while (order_.size() > capacity_) {
      by_key_.erase(order_.back().first);
      order_.pop_back();
    }
  }

  std::size_t capacity_ = 4096;
  Order order_;
  std::unordered_map<Key, typename Order::iterator, Hash, std::equal_to<Key>,
                     RecyclingAllocator<std::pair<const Key, typename Order::iterator>>>
      by_key_;
};

}  // namespace callgate::guard
