// Punycode (RFC 3492): letters of any script as letters of ASCII.
#pragma once

#include <span>
#include <string>

namespace callgate::analysis {

// The label as ASCII, without "xn--". For labels of at most 63 characters; longer ones are slow (quadratic).
std::string punycode(std::span<const char32_t> label);

}  // namespace callgate::analysis
