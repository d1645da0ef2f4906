#include "core/guards/idempotency/effects.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace callgate::guard {
namespace {

bool may_leave(const OnceEffect& effect) {
  return effect.state == EffectState::succeeded || effect.state == EffectState::failed;
}

}  // namespace

const OnceEffect* MemoryEffects::find(std::string_view key) {
  const auto known = by_key_.find(key);
  return known == by_key_.end() ? nullptr : &*known->second;
}

const OnceEffect* MemoryEffects::find_near(std::string_view near, std::string_view not_key) {
  const OnceEffect* latest = nullptr;
  const auto [first, last] = by_near_.equal_range(near);
  for (auto at = first; at != last; ++at) {
    const OnceEffect& effect = *at->second;
    if (effect.key != not_key && (!latest || effect.at >= latest->at)) latest = &effect;
  }
  return latest;
}

bool MemoryEffects::put(OnceEffect effect) {
  const auto known = by_key_.find(effect.key);
  if (known != by_key_.end()) {
    drop(known->second);
  } else if (order_.size() >= max_entries_ && !make_room()) {
    return false;
  }
  // A slice would keep the whole line it came in alive. One result may take a quarter of the room.
  effect.result = effect.result.size() > max_bytes_ / 4 ? Bytes() : Bytes::copy(effect.result.view());
  bytes_ += effect.result.size();
  order_.push_back(std::move(effect));
  const auto at = std::prev(order_.end());
  by_key_.emplace(at->key, at);
  by_near_.emplace(at->near, at);
  for (auto old = order_.begin(); bytes_ > max_bytes_ && old != at; ++old) {
    bytes_ -= old->result.size();
    old->result = Bytes();
  }
  return true;
}

void MemoryEffects::erase(std::string_view key) {
  const auto known = by_key_.find(key);
  if (known != by_key_.end()) drop(known->second);
}

void MemoryEffects::set_bounds(std::size_t max_entries, std::size_t max_bytes) {
  max_entries_ = max_entries;
  max_bytes_ = max_bytes;
  while (order_.size() > max_entries_ && make_room()) {
  }
}

void MemoryEffects::drop(Order::iterator at) {
  bytes_ -= at->result.size();
  by_key_.erase(at->key);
  const auto [first, last] = by_near_.equal_range(at->near);
  by_near_.erase(std::find_if(first, last, [at](const auto& entry) { return entry.second == at; }));
  order_.erase(at);
}

bool MemoryEffects::make_room() {
  const auto oldest = std::find_if(order_.begin(), order_.end(), may_leave);
  if (oldest == order_.end()) return false;
  drop(oldest);
  return true;
}

}  // namespace callgate::guard
