#include "gateway/held.h"

#include "core/base/seal.h"

namespace callgate {

Held::Held(std::string key, const Clock& clock)
    : key_(std::move(key)), prefix_("callgate-" + random_hex(4) + "."), clock_(clock) {}

std::string Held::seal(std::string_view nonce, std::string_view subject) const {
  std::string text(nonce);
  text += '\0';
  text += subject;
  return hmac_hex(key_, text);
}

std::string Held::park(Exchange* exchange, std::string_view subject) {
  const Instant now = clock_.now();
  // An exchange forgets itself when its time is over; a mere leave has nobody to do it.
  std::erase_if(parked_, [&](const auto& entry) {
    return !entry.second.exchange && now - entry.second.since >= kLifetime;
  });
  const std::string nonce = random_hex(16);
  parked_[nonce] = {exchange, now};
  return prefix_ + nonce + "." + seal(nonce, subject);
}

Result<Exchange*> Held::claim(std::string_view state, std::string_view subject) {
  if (!is_ours(state)) return Error{Errc::invalid, "the request state is not one of this gateway", {}};
  state.remove_prefix(prefix_.size());
  const std::size_t dot = state.find('.');
  if (dot == std::string_view::npos) return Error{Errc::invalid, "the request state is cut short", {}};
  const std::string_view nonce = state.substr(0, dot);
  if (!same_secret(state.substr(dot + 1), seal(nonce, subject))) {
    return Error{Errc::invalid, "the request state belongs to another request or was changed", {}};
  }
  const auto found = parked_.find(std::string(nonce));
  if (found == parked_.end()) {
    return Error{Errc::not_found, "the request state was used before or has expired", {}};
  }
  const Entry entry = found->second;
  parked_.erase(found);
  if (!entry.exchange && clock_.now() - entry.since >= kLifetime) {
    return Error{Errc::not_found, "the request state has expired", {}};
  }
  return entry.exchange;
}

void Held::forget(Exchange& exchange) {
  std::erase_if(parked_, [&](const auto& entry) { return entry.second.exchange == &exchange; });
}

}  // namespace callgate
