// Secrets and seals: random nonces and keyed hashes.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace callgate {

// Prepares the cryptographic library without reading its configuration file, which costs a start half a
// millisecond and has nothing to say about hashes. Optional; before the first hash.
void prepare_hashes();

// HMAC-SHA256 as 64 lower-case hex digits.
std::string hmac_hex(std::string_view key, std::string_view text);
// `bytes` bytes of the system's randomness as lower-case hex.
std::string random_hex(std::size_t bytes);
// Equality in a time that does not depend on where two texts differ.
bool same_secret(std::string_view a, std::string_view b);

}  // namespace callgate
