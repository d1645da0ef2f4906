// What is known of effects that must happen at most once, and where that is kept.
#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "core/base/bytes.h"
#include "core/base/clock.h"

namespace callgate::guard {

// `unknown`: it was sent, and nobody knows whether it happened. `failed`: it surely did not.
enum class EffectState : std::uint8_t { in_flight, succeeded, failed, unknown };

struct OnceEffect {
  std::string key;      // SHA-256 over scope, server, tool and what names the effect
  std::string content;  // SHA-256 over everything else that was asked for: equal means the same request
  std::string near;     // the same without regard to spelling; finds duplicates under another key
  std::string tool;     // as hosts know it
  std::string call;     // the call that did it
  EffectState state = EffectState::in_flight;
  WallTime at{};  // of the last change
  Millis ttl{0};  // forgotten this long after `at`; an unknown outcome is not
  Bytes result;   // raw JSON; empty: not kept
};

// Where effects are kept. Asked on the way of a call, so it must answer from memory; a store that lasts
// writes behind, and the gateway waits for it where the ledger is durable.
class EffectStore {
 public:
  virtual ~EffectStore() = default;
  // Null if nothing is known. Valid until the next change.
  virtual const OnceEffect* find(std::string_view key) = 0;
  // The latest other effect with this `near`; null if there is none.
  virtual const OnceEffect* find_near(std::string_view near, std::string_view not_key) = 0;
  // Keeps it in place of what stood under its key. False: no room, because all that is kept is in flight or
  // of unknown outcome; then nothing changes.
  virtual bool put(OnceEffect effect) = 0;
  virtual void erase(std::string_view key) = 0;
};

// The store for the life of a gateway: at most so many effects and so many bytes of results. What has
// succeeded or failed leaves first, oldest first; what is in flight or unknown never does.
class MemoryEffects final : public EffectStore {
 public:
  explicit MemoryEffects(std::size_t max_entries = 10'000, std::size_t max_bytes = 16u << 20)
      : max_entries_(max_entries), max_bytes_(max_bytes) {}
  const OnceEffect* find(std::string_view key) override;
  const OnceEffect* find_near(std::string_view near, std::string_view not_key) override;
  bool put(OnceEffect effect) override;
  void erase(std::string_view key) override;
  void set_bounds(std::size_t max_entries, std::size_t max_bytes);
  std::size_t size() const { return order_.size(); }
  std::size_t bytes() const { return bytes_; }

 private:
  using Order = std::list<OnceEffect>;  // oldest first
  void drop(Order::iterator at);
  bool make_room();

  std::size_t max_entries_, max_bytes_, bytes_ = 0;
  Order order_;
  std::unordered_map<std::string_view, Order::iterator> by_key_;
  std::unordered_multimap<std::string_view, Order::iterator> by_near_;
};

}  // namespace callgate::guard
