#include "core/guards/policy/token.h"

#include <algorithm>

#include "core/analysis/secrets/base64.h"
#include "core/base/seal.h"
#include "core/base/signature.h"
#include "core/guard/tool_pattern.h"
#include "core/guards/policy/findings.h"
#include "core/json/view.h"
#include "core/policy/pattern.h"

namespace callgate::guard {
namespace {

using Knobs = policy::PolicyKnobs::CapabilityToken;

std::string hex(std::string_view bytes) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
  return text;
}

bool signed_by(Knobs::Algorithm algorithm, std::string_view key, std::string_view text,
               const std::string& signature) {
  if (algorithm == Knobs::Algorithm::hs256) return same_secret(hmac_hex(key, text), hex(signature));
  return ed25519_verifies(key, text, signature);
}

std::optional<WallTime> moment(std::string_view claims, std::string_view name) {
  const auto seconds = json::integer(json::member(claims, name));
  if (!seconds || *seconds < 0 || *seconds > 253'402'300'799) return std::nullopt;
  return WallTime(std::chrono::seconds(*seconds));
}

std::vector<std::string> patterns(std::string_view scope) {
  std::vector<std::string> words;
  while (!scope.empty()) {
    const std::size_t end = std::min(scope.find(' '), scope.size());
    if (end > 0) words.emplace_back(scope.substr(0, end));
    scope.remove_prefix(std::min(end + 1, scope.size()));
  }
  return policy::patterns_of(words);
}

}  // namespace

TokenCheck::TokenCheck(const Knobs& knobs, const policy::World& world) : require_(knobs.require) {
  if (require_ != Knobs::Require::none) fault_ = read(knobs, world);
}

std::string TokenCheck::read(const Knobs& knobs, const policy::World& world) {
  const auto token = world.variable(knobs.variable), key = world.variable(knobs.key_variable);
  if (!token || token->empty()) return "there is no token in " + knobs.variable;
  if (!key || key->empty()) return "there is no key in " + knobs.key_variable;
  const std::size_t second = token->rfind('.'), first = token->find('.');
  if (first == token->npos || first == second) return "the token is no JSON Web Token";
  const std::string header = analysis::decode_base64(token->substr(0, first));
  const std::string_view algorithm = knobs.algorithm == Knobs::Algorithm::hs256 ? "HS256" : "EdDSA";
  if (!json::valid(header) || !json::equals(json::member(header, "alg"), algorithm))
    return "the token is not signed with " + std::string(algorithm);
  const std::string signature = analysis::decode_base64(token->substr(second + 1));
  if (!signed_by(knobs.algorithm, *key, token->substr(0, second), signature))
    return "the token's signature is wrong";
  const std::string claims = analysis::decode_base64(token->substr(first + 1, second - first - 1));
  if (!json::valid(claims)) return "the token's claims are no JSON";
  const auto until = moment(claims, "exp");
  if (!until) return "the token does not say when it ends";
  until_ = *until;
  if (!json::member(claims, "nbf").empty()) {
    const auto from = moment(claims, "nbf");
    if (!from) return "the token's beginning cannot be read";
    from_ = *from;
  }
  const std::string_view scope = json::member(claims, "scope");
  if (!scope.empty()) scope_ = patterns(json::decode(scope));
  return {};
}

std::optional<Objection> TokenCheck::judge(const Call& call, WallTime now) const {
  if (require_ == Knobs::Require::none) return std::nullopt;
  if (require_ == Knobs::Require::changes && call.facts().reads()) return std::nullopt;
  std::string fault = fault_;
  if (fault.empty() && now >= until_) fault = "the token has expired at " + rfc3339(until_);
  if (fault.empty() && now < from_) fault = "the token is not valid before " + rfc3339(from_);
  if (fault.empty() && scope_ && !std::ranges::any_of(*scope_, [&](const std::string& pattern) {
        return pattern_fits(pattern, call.tool());
      })) {
    fault = "the token does not cover this tool";
  }
  if (fault.empty()) return std::nullopt;
  Objection objection{refusal(call, "guards.policy.capability_token", fault)};
  objection.why.code = "policy_token";
  objection.why.instead = "Tell the user: the gateway has to be started with another token.";
  return objection;
}

}  // namespace callgate::guard
