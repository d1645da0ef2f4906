// Calls that are parked between two requests of a modern host: the state that travels to the host and back is
// sealed, used once, and good only for the very request that it was made for.
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
  Held(std::string key, const Clock& clock);

  // How long a host may take to come back. Hosts ask people, and people go to lunch.
  static constexpr Millis kLifetime{10 * 60'000};

  // Parks an exchange; gives the state for the host: "callgate-<run>.<nonce>.<seal>". `subject` is what the
  // retry must be about (method, name, arguments). A null exchange parks nothing but the leave to make that
  // request once more.
  std::string park(Exchange* exchange, std::string_view subject);
  // What `state` stands for, taken out. Errors: invalid (tampered with, another subject), not_found (used
  // before or expired).
  Result<Exchange*> claim(std::string_view state, std::string_view subject);
  // True if a state has the form of ours, in this run; a server's own (it may be a gateway like this one)
  // passes untouched.
  bool is_ours(std::string_view state) const { return state.starts_with(prefix_); }
  void forget(Exchange& exchange);

 private:
  std::string seal(std::string_view nonce, std::string_view subject) const;
  struct Entry {
    Exchange* exchange;
    Instant since;
  };
  std::string key_, prefix_;
  const Clock& clock_;
  std::unordered_map<std::string, Entry> parked_;  // by nonce
};

}  // namespace callgate
