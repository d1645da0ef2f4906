// Calls that are parked between two requests of a modern host: the state that travels to the host and back is sealed,
// used once, and good only for the very request that it was made for.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include "core/base/clock.h"
#include "core/base/result.h"

namespace callgate {

class Exchange;

class Held {
 public:
  // `key`: at least 32 secret bytes.
  Held(std::string key, const Clock& clock) : key_(std::move(key)), clock_(clock) {}

  // How long a host may take to come back. Hosts ask people, and people go to lunch.
  static constexpr Millis kLifetime{10 * 60'000};

  // Parks an exchange; gives the state for the host: "callgate1.<nonce>.<seal>". `subject` is what the retry must be
  // about (method, name, arguments).
  std::string park(Exchange& exchange, std::string_view subject);
  // The exchange that `state` stands for, taken out. Errors: invalid (not ours, tampered with, another subject),
  // not_found (used before, expired, or from an earlier run).
  Result<Exchange*> claim(std::string_view state, std::string_view subject);
  // True if a state has the form of ours; a server's own passes untouched.
  static bool is_ours(std::string_view state);
  void forget(Exchange& exchange);

 private:
  std::string seal(std::string_view nonce, std::string_view subject) const;
  std::string key_;
  const Clock& clock_;
  std::unordered_map<std::string, Exchange*> parked_;   // by nonce
};

}  // namespace callgate
