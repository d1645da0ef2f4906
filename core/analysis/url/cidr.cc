#include "core/analysis/url/cidr.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>

#include "core/analysis/url/ipv4.h"

namespace callgate::analysis {
namespace {

constexpr int kMappedBits = 96;

Ipv6 mapped(std::uint32_t ipv4) {
  Ipv6 address{};
  address[10] = address[11] = 0xFF;
  for (std::size_t i = 0; i < 4; ++i) address[12 + i] = static_cast<std::uint8_t>(ipv4 >> (24 - 8 * i));
  return address;
}

std::optional<std::uint32_t> plain_ipv4(std::string_view text) {
  const auto address = parse_ipv4(text);
  // Short and octal forms are for finding addresses, not for writing rules: 010.0.0.0/8 would mean 8.0.0.0/8.
  if (!address || ipv4_text(*address) != text) return {};
  return address;
}

}  // namespace

Result<Cidr> Cidr::parse(std::string_view text) {
  const std::size_t slash = text.find('/');
  std::string_view address = text.substr(0, slash);
  const auto ipv4 = plain_ipv4(address);
  if (address.starts_with('[') && address.ends_with(']')) address = address.substr(1, address.size() - 2);
  const auto ipv6 = ipv4 ? std::optional<Ipv6>(mapped(*ipv4)) : parse_ipv6(address);
  if (!ipv6)
    return error(Errc::invalid,
                 "\"" + std::string(text) + "\" is no range of addresses, as 10.0.0.0/8 or fd00::/8");
  Cidr range;
  range.address_ = *ipv6;
  if (slash == std::string_view::npos) return range;
  const std::string_view length = text.substr(slash + 1);
  const int most = ipv4 ? 32 : 128;
  int bits = -1;
  const auto [end, failure] = std::from_chars(length.data(), length.data() + length.size(), bits);
  if (failure != std::errc{} || end != length.data() + length.size() || bits < 0 || bits > most)
    return error(Errc::invalid, "\"" + std::string(text) +
                                    "\": the length of the prefix is a number from 0 to " +
                                    std::to_string(most));
  range.bits_ = ipv4 ? bits + kMappedBits : bits;
  return range;
}

bool Cidr::contains(const Host& host) const {
  if (host.kind != Host::Kind::ipv4 && host.kind != Host::Kind::ipv6) return false;
  // "::/0" speaks of IPv6; only a range within ::ffff:0:0/96 speaks of IPv4.
  if (host.kind == Host::Kind::ipv4 && bits_ < kMappedBits) return false;
  const Ipv6 address = host.kind == Host::Kind::ipv4 ? mapped(host.ipv4) : host.ipv6;
  const auto whole = static_cast<std::size_t>(bits_ / 8);
  if (!std::equal(address.begin(), address.begin() + static_cast<std::ptrdiff_t>(whole), address_.begin()))
    return false;
  if (bits_ % 8 == 0) return true;
  const int shift = 8 - bits_ % 8;
  return address[whole] >> shift == address_[whole] >> shift;
}

}  // namespace callgate::analysis
