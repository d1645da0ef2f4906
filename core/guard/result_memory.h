// Results kept for a while: bounded in bytes, the least recently used leaves first.
#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <string>
#include <string_view>
#include <unordered_map>

#include "core/base/bytes.h"
#include "core/base/clock.h"

namespace callgate::guard {

class ResultMemory {
 public:
  // One kept result: the call it came from, when, and at which state of its server.
  struct Kept {
    std::string key;
    Bytes result;
    std::string of;
    Instant at;
    std::uint64_t epoch = 0;
  };

  // No single result may take more than a quarter of `max_bytes`.
  explicit ResultMemory(std::size_t max_bytes) : max_bytes_(max_bytes) {}

  // Null if nothing is kept under `key`; else valid until the next put or drop, and the most recently used
  // now.
  const Kept* find(std::string_view key);
  // Keeps a copy of the bytes, in place of what stood under the same key.
  void put(Kept kept);
  void drop(std::string_view key);
  std::size_t bytes() const { return bytes_; }

 private:
  using Order = std::list<Kept>;  // most recently used first
  static std::size_t cost(const Kept& kept);
  void erase(Order::iterator at);

  const std::size_t max_bytes_;
  std::size_t bytes_ = 0;
  Order order_;
  std::unordered_map<std::string_view, Order::iterator> by_key_;  // views of the keys in order_
};

}  // namespace callgate::guard
