// Base64 as it is met in tokens: either alphabet, with or without padding.
#pragma once

#include <string>
#include <string_view>

namespace callgate::analysis {

// The bytes that `text` stands for, up to the first character of no alphabet (RFC 4648, sections 4 and 5).
std::string decode_base64(std::string_view text);

}  // namespace callgate::analysis
