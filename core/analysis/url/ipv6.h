// IPv6 addresses as text.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace callgate::analysis {

// In the order of the network.
using Ipv6 = std::array<std::uint8_t, 16>;

// Reads what stands between the brackets of a URL, by the URL Standard's rules; zones ("%eth0") are no
// address.
std::optional<Ipv6> parse_ipv6(std::string_view text);

// The shortest form (RFC 5952) without brackets, IPv4 parts in hexadecimal as URLs write them.
std::string ipv6_text(const Ipv6& address);

}  // namespace callgate::analysis
