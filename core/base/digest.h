// SHA-256, for pins, revisions and whatever an approval is bound to.
#pragma once

#include <string>
#include <string_view>

namespace callgate {

// The SHA-256 of `text` as 64 lower-case hexadecimal digits (FIPS 180-4).
std::string sha256_hex(std::string_view text);

}  // namespace callgate
