// A signed token that says which tools may be called: a JSON Web Token (RFC 7519) in the environment.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/guards/policy/caller.h"

namespace callgate::guard {

// Read and verified once, because an environment does not change. Claims: `exp` (demanded) and `nbf` in
// seconds since 1970, `scope` (patterns of tools between blanks; left out: all).
class TokenCheck {
 public:
  TokenCheck(const policy::PolicyKnobs::CapabilityToken& knobs, const policy::World& world);
  std::optional<Objection> judge(const Call& call, WallTime now) const;

 private:
  std::string read(const policy::PolicyKnobs::CapabilityToken& knobs, const policy::World& world);

  policy::PolicyKnobs::CapabilityToken::Require require_;
  std::string fault_;  // why no call is covered; empty if the token is good
  WallTime from_{}, until_{};
  std::optional<std::vector<std::string>> scope_;
};

}  // namespace callgate::guard
