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
  // What vendors print in their documentation: AWS's keys, the tokens of jwt.io.
  std::vector<std::string> allowlist = {
      "AKIAIOSFODNN7EXAMPLE",
      "AKIAI44QH8DHBEXAMPLE",
      "ASIAIOSFODNN7EXAMPLE",
      "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
      "je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY",
      "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9."
      "eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5"
      "MDIyfQ.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c",
      "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9."
      "eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiYWRtaW4iOnRydWUsImlh"
      "dCI6MTUxNjIzOTAyMn0.KMUFsIDTnFmyG3nMiGM6H9FNFUROf3wh7SmqJp-QV30",
      "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_"
      "XgL0n3I9PlFUP0THsR"
      "8U"};
};
std::span<const Knob> secrets_knobs();

}  // namespace callgate::policy
