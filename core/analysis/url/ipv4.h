// IPv4 addresses in every form that the URL Standard reads as one: 127.0.0.1, 0x7f.1, 017700000001,
// 2130706433.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace callgate::analysis {

// Whether the last label of a host is a number, so that the host must be an IPv4 address or is invalid
// (WHATWG URL, "ends in a number").
bool ends_in_number(std::string_view host);

// The address in host byte order; nothing when a part is no number, too large, or there are more than four.
// One dot at the end does not count. Decimal, octal ("0..") and hexadecimal ("0x..") parts.
std::optional<std::uint32_t> parse_ipv4(std::string_view host);

// "127.0.0.1".
std::string ipv4_text(std::uint32_t address);

}  // namespace callgate::analysis
