#include "core/guard/result_memory.h"

#include <utility>

namespace callgate::guard {

// What the two containers take besides, about.
constexpr std::size_t kOverhead = 200;

std::size_t ResultMemory::cost(const Kept& kept) {
  return kept.key.size() + kept.result.size() + kept.of.size() + kOverhead;
}

const ResultMemory::Kept* ResultMemory::find(std::string_view key) {
  const auto known = by_key_.find(key);
  if (known == by_key_.end()) return nullptr;
  order_.splice(order_.begin(), order_, known->second);
  return &order_.front();
}

void ResultMemory::put(Kept kept) {
  drop(kept.key);
  const std::size_t wanted = cost(kept);
  if (wanted > max_bytes_ / 4) return;
  while (bytes_ + wanted > max_bytes_) erase(std::prev(order_.end()));
  // A slice would keep the whole line it came in alive, and the bound would not hold.
  kept.result = Bytes::copy(kept.result.view());
  bytes_ += wanted;
  order_.push_front(std::move(kept));
  by_key_.emplace(order_.front().key, order_.begin());
}

void ResultMemory::drop(std::string_view key) {
  const auto known = by_key_.find(key);
  if (known != by_key_.end()) erase(known->second);
}

void ResultMemory::erase(Order::iterator at) {
  bytes_ -= cost(*at);
  by_key_.erase(at->key);
  order_.erase(at);
}

}  // namespace callgate::guard
