// Signatures of others, checked.
#pragma once

#include <string_view>

namespace callgate {

// Whether `signature` (64 bytes) is that of `text` by the Ed25519 key (RFC 8032) whose public half is
// `public_key`, as 64 hex digits. False for whatever is malformed.
bool ed25519_verifies(std::string_view public_key, std::string_view text, std::string_view signature);

}  // namespace callgate
