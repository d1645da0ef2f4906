// The account of effects that outlives a policy.
#pragma once

#include <cstdint>
#include <memory>
#include <utility>

#include "core/guard/lru_table.h"
#include "core/guards/idempotency/effects.h"

namespace callgate::guard {

// GuardMemory::of<EffectBook>("idempotency"). The gateway may put a store that lasts in the place of the one
// in memory before the first chain is made.
class EffectBook {
 public:
  EffectStore& store() { return *store_; }
  void use(std::unique_ptr<EffectStore> store) {
    store_ = std::move(store);
    own_ = nullptr;
  }
  // Of the store in memory; another one has its own.
  void set_bounds(std::size_t max_entries, std::size_t max_bytes) {
    if (own_) own_->set_bounds(max_entries, max_bytes);
    executed.set_capacity(max_entries);
  }

  LruTable<std::uint64_t, std::int64_t> executed;  // by tool: how often it ran in this session

 private:
  std::unique_ptr<EffectStore> store_ = std::make_unique<MemoryEffects>();
  MemoryEffects* own_ = static_cast<MemoryEffects*>(store_.get());
};

}  // namespace callgate::guard
