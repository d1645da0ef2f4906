// Names that lead inside, as far as a name alone tells.
#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <optional>
#include <string>

#include "core/analysis/url/ipv4.h"
#include "core/analysis/url/place.h"

namespace callgate::analysis {
namespace {

using Names = std::string_view;

// Each stands for itself and for every name below it.
constexpr std::array<Names, 21> kLoopback = {
    "localhost", "localhost.localdomain", "localhost4", "localhost6", "localhost6.localdomain6",
    "ip6-localhost", "ip6-loopback", "broadcasthost",
    // Public names that are kept pointing at 127.0.0.1.
    "localtest.me", "lvh.me", "vcap.me", "lacolhost.com", "spoofed.burpcollaborator.net", "localho.st",
    "local.gd", "fuf.me", "localdev.me", "lndo.site", "ddev.site", "localhost.localstack.cloud",
    "bugbounty.dod.network"};

constexpr std::array<Names, 12> kMetadata = {"metadata",
                                             "metadata.google.internal",
                                             "metadata.goog",
                                             "metadata.azure.internal",
                                             "instance-data",
                                             "instance-data.ec2.internal",
                                             "metadata.tencentyun.com",
                                             "rancher-metadata",
                                             "metadata.oraclecloud.internal",
                                             "metadata.packet.net",
                                             "metadata.platformequinix.com",
                                             "api.metadata.cloud.ibm.com"};

// RFC 6762, RFC 8375, and what networks, routers and clusters use for themselves.
constexpr std::array<Names, 19> kPrivate = {"local",
                                            "localdomain",
                                            "localdomain4",
                                            "localdomain6",
                                            "internal",
                                            "intranet",
                                            "private",
                                            "corp",
                                            "home",
                                            "home.arpa",
                                            "lan",
                                            "svc",
                                            "cluster.local",
                                            "consul",
                                            "fritz.box",
                                            "workgroup",
                                            "domain",
                                            "host",
                                            "kubernetes.default"};

// Answer every name with the address that it spells.
constexpr std::array<Names, 17> kSpelling = {
    "nip.io",      "sslip.io",    "xip.io",      "xip.name",       "traefik.me", "ulh.us",
    "rbndr.us",    "1u.ms",       "nip.direct",  "backname.io",    "dnsip.top",  "ip.dns.army",
    "local-ip.co", "local-ip.sh", "plex.direct", "rebind.network", "rebind.it"};

bool is_or_below(std::string_view name, std::string_view ancestor) {
  if (!name.ends_with(ancestor)) return false;
  return name.size() == ancestor.size() || name[name.size() - ancestor.size() - 1] == '.';
}

template <std::size_t N>
bool any_of(const std::array<Names, N>& names, std::string_view name) {
  return std::ranges::any_of(names, [&](Names ancestor) { return is_or_below(name, ancestor); });
}

// Four numbers with dots or dashes between them, at the beginning of `text`.
std::optional<std::uint32_t> dotted_at(std::string_view text) {
  std::uint32_t address = 0;
  const char* at = text.data();
  const char* const end = at + text.size();
  for (int part = 0; part < 4; ++part) {
    if (part > 0 && (at == end || (*at != '.' && *at != '-'))) return {};
    if (part > 0) ++at;
    std::uint32_t value = 0;
    const auto [next, failure] = std::from_chars(at, end, value);
    if (failure != std::errc{} || value > 255) return {};
    address = address << 8 | value;
    at = next;
  }
  return address;
}

std::optional<std::uint32_t> hexadecimal_at(std::string_view text) {
  std::uint32_t address = 0;
  if (text.size() < 8) return {};
  const auto [next, failure] = std::from_chars(text.data(), text.data() + 8, address, 16);
  if (failure != std::errc{} || next != text.data() + 8) return {};
  if (text.size() > 8 && text[8] != '.' && text[8] != '-') return {};
  return address;
}

Place place_of_address(std::uint32_t ipv4) {
  Host host;
  host.kind = Host::Kind::ipv4;
  host.ipv4 = ipv4;
  return place_of(host);
}

// The worst of the addresses that a name spells: four numbers, eight hexadecimal digits, or IPv6 with dashes.
Place spelled(std::string_view name) {
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (i > 0 && name[i - 1] != '.' && name[i - 1] != '-') continue;
    for (const auto& address : {dotted_at(name.substr(i)), hexadecimal_at(name.substr(i))}) {
      const Place place = address ? place_of_address(*address) : Place::public_;
      if (is_internal(place)) return place;
    }
  }
  std::string label(name.substr(0, name.find('.')));
  std::ranges::replace(label, '-', ':');
  if (const auto ipv6 = parse_ipv6(label)) {
    Host host;
    host.kind = Host::Kind::ipv6;
    host.ipv6 = *ipv6;
    return place_of(host);
  }
  return Place::public_;
}

}  // namespace

Place place_of_name(std::string_view name) {
  if (name.ends_with('.')) name.remove_suffix(1);
  if (any_of(kMetadata, name)) return Place::metadata;
  if (any_of(kLoopback, name)) return Place::loopback;
  const bool no_label = name.find_first_not_of('.') == std::string_view::npos;
  if (no_label || name.find('.') == std::string_view::npos) return Place::private_;
  if (any_of(kPrivate, name)) return Place::private_;
  return any_of(kSpelling, name) ? spelled(name) : Place::public_;
}

}  // namespace callgate::analysis
