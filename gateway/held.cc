#include "gateway/held.h"

#include "core/base/seal.h"

namespace callgate {
namespace {

constexpr std::string_view kPrefix = "callgate1.";

}  // namespace

std::string Held::seal(std::string_view nonce, std::string_view subject) const {
  std::string text(nonce);
  text += '\0';
  text += subject;
  return hmac_hex(key_, text);
}

std::string Held::park(Exchange& exchange, std::string_view subject) {
  const std::string nonce = random_hex(16);
  parked_[nonce] = &exchange;
  return std::string(kPrefix) + nonce + "." + seal(nonce, subject);
}

bool Held::is_ours(std::string_view state) { return state.starts_with(kPrefix); }

Result<Exchange*> Held::claim(std::string_view state, std::string_view subject) {
  if (!is_ours(state)) return Error{Errc::invalid, "the request state is not one of this gateway", {}};
  state.remove_prefix(kPrefix.size());
  const std::size_t dot = state.find('.');
  if (dot == std::string_view::npos) return Error{Errc::invalid, "the request state is cut short", {}};
  const std::string_view nonce = state.substr(0, dot);
  if (!same_secret(state.substr(dot + 1), seal(nonce, subject))) {
    return Error{Errc::invalid, "the request state belongs to another request or was changed", {}};
  }
  const auto found = parked_.find(std::string(nonce));
  if (found == parked_.end()) {
    return Error{Errc::not_found, "the request state was used before, has expired, or is from an earlier run", {}};
  }
  Exchange* exchange = found->second;
  parked_.erase(found);
  return exchange;
}

void Held::forget(Exchange& exchange) {
  std::erase_if(parked_, [&](const auto& entry) { return entry.second == &exchange; });
}

}  // namespace callgate
