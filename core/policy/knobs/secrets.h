// What can be set of the guard `secrets`.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/guard/mode.h"
#include "core/policy/knob.h"

namespace callgate::policy {

// What becomes of secrets on the way to a server, and on the way back.
enum class SecretArgs : std::uint8_t { off, warn, redact, deny };
enum class SecretResults : std::uint8_t { off, warn, redact };
// What stands where one stood: "[redacted:KIND]", or the same with a short hash, equal for equal secrets.
enum class SecretStyle : std::uint8_t { label, hash };

struct SecretsKnobs {
  guard::Mode mode = guard::Mode::enforce;
  SecretArgs args = SecretArgs::deny;
  SecretResults results = SecretResults::redact;
  SecretStyle style = SecretStyle::label;
  bool key_names = true;
  bool vendors = true;
  std::int64_t min_generic = 16;
  std::vector<std::string> allowlist;
};
std::span<const Knob> secrets_knobs();

}  // namespace callgate::policy
