#include "core/analysis/url/place.h"

#include <array>
#include <cstddef>
#include <optional>

namespace callgate::analysis {
namespace {

struct Range4 {
  std::uint32_t address;
  int bits;
  Place place;
};

constexpr std::uint32_t v4(std::uint32_t a, std::uint32_t b, std::uint32_t c, std::uint32_t d) {
  return a << 24 | b << 16 | c << 8 | d;
}

// The first range that holds an address decides.
constexpr std::array kRanges4 = {
    Range4{v4(169, 254, 169, 254), 32, Place::metadata},  // AWS, Azure, GCP, Oracle and most others
    Range4{v4(169, 254, 169, 253), 32, Place::metadata},  // AWS: resolver
    Range4{v4(169, 254, 170, 2), 32, Place::metadata},    // AWS: credentials of ECS tasks
    Range4{v4(169, 254, 170, 23), 32, Place::metadata},   // AWS: credentials of EKS pods
    Range4{v4(169, 254, 42, 42), 32, Place::metadata},    // Scaleway
    Range4{v4(169, 254, 0, 23), 32, Place::metadata},     // Tencent
    Range4{v4(100, 100, 100, 200), 32, Place::metadata},  // Alibaba
    Range4{v4(168, 63, 129, 16), 32, Place::metadata},    // Azure: the host's agent
    Range4{v4(192, 0, 0, 192), 32, Place::metadata},      // Oracle classic
    Range4{v4(0, 0, 0, 0), 8, Place::loopback},           // "this network"; Linux connects to itself
    Range4{v4(127, 0, 0, 0), 8, Place::loopback},        Range4{v4(10, 0, 0, 0), 8, Place::private_},
    Range4{v4(172, 16, 0, 0), 12, Place::private_},      Range4{v4(192, 168, 0, 0), 16, Place::private_},
    Range4{v4(100, 64, 0, 0), 10, Place::cgnat},         Range4{v4(169, 254, 0, 0), 16, Place::link_local},
    Range4{v4(192, 0, 0, 0), 24, Place::reserved},     // IETF protocol assignments
    Range4{v4(192, 0, 2, 0), 24, Place::reserved},     // documentation
    Range4{v4(198, 51, 100, 0), 24, Place::reserved},  // documentation
    Range4{v4(203, 0, 113, 0), 24, Place::reserved},   // documentation
    Range4{v4(192, 88, 99, 0), 24, Place::reserved},   // 6to4 relays, deprecated
    Range4{v4(198, 18, 0, 0), 15, Place::reserved},    // benchmarks
    Range4{v4(224, 0, 0, 0), 4, Place::multicast},       Range4{v4(240, 0, 0, 0), 4, Place::reserved},
};

struct Range6 {
  std::array<std::uint16_t, 8> groups;
  int bits;
  Place place;
};

constexpr std::array kRanges6 = {
    Range6{{0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x254}, 128, Place::metadata},  // AWS
    Range6{{0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x253}, 128, Place::metadata},  // AWS: resolver
    Range6{{0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x23}, 128, Place::metadata},   // AWS: credentials of EKS pods
    Range6{{0xfd20, 0xce, 0, 0, 0, 0, 0, 0x254}, 128, Place::metadata},   // GCP
    Range6{{0xfd00, 0xc1, 0, 0, 0, 0xa9fe, 0xa9fe, 0xa9fe}, 128, Place::metadata},  // Oracle
    Range6{{0xfd00, 0x42, 0, 0, 0, 0, 0, 0x42}, 128, Place::metadata},              // Scaleway
    Range6{{0, 0, 0, 0, 0, 0, 0, 0}, 127, Place::loopback},                         // :: and ::1
    Range6{{0xfc00}, 7, Place::private_},                                           // unique local
    Range6{{0xfec0}, 10, Place::private_},                                          // site local, deprecated
    Range6{{0x64, 0xff9b, 1}, 48, Place::private_},                                 // NAT64 of one's own
    Range6{{0xfe80}, 10, Place::link_local},
    Range6{{0xff00}, 8, Place::multicast},
    Range6{{0x2001, 0xdb8}, 32, Place::reserved},  // documentation
    Range6{{0x3fff}, 20, Place::reserved},         // documentation
    Range6{{0x2001}, 23, Place::reserved},         // IETF protocol assignments
    Range6{{0x2000}, 3, Place::public_},
    Range6{{}, 0, Place::reserved},  // unallocated
};

constexpr std::uint16_t group(const Ipv6& address, std::size_t i) {
  return static_cast<std::uint16_t>(address[2 * i] << 8 | address[2 * i + 1]);
}

bool within(const Ipv6& address, const Range6& range) {
  int bits = range.bits;
  for (std::size_t i = 0; bits > 0; ++i, bits -= 16) {
    const int shift = bits >= 16 ? 0 : 16 - bits;
    if (group(address, i) >> shift != range.groups[i] >> shift) return false;
  }
  return true;
}

bool zero(const Ipv6& address, std::size_t from, std::size_t to) {
  for (std::size_t i = from; i < to; ++i)
    if (group(address, i) != 0) return false;
  return true;
}

// The IPv4 address that packets to `address` end at.
std::optional<std::uint32_t> embedded(const Ipv6& address) {
  const auto pair = [&](std::size_t i) {
    return static_cast<std::uint32_t>(group(address, i)) << 16 | group(address, i + 1);
  };
  if (zero(address, 0, 5) && group(address, 5) == 0xFFFF) return pair(6);  // mapped
  if (zero(address, 0, 4) && group(address, 4) == 0xFFFF && group(address, 5) == 0)
    return pair(6);                                        // translated
  if (zero(address, 0, 6) && pair(6) > 1) return pair(6);  // compatible
  if (group(address, 0) == 0x64 && group(address, 1) == 0xFF9B && zero(address, 2, 6))
    return pair(6);                                                                      // NAT64
  if (group(address, 0) == 0x2002) return pair(1);                                       // 6to4
  if (group(address, 0) == 0x2001 && group(address, 1) == 0) return ~pair(6);            // Teredo
  if ((group(address, 4) & 0xFDFF) == 0 && group(address, 5) == 0x5EFE) return pair(6);  // ISATAP
  return {};
}

Place place_of_ipv4(std::uint32_t address) {
  for (const Range4& range : kRanges4)
    if ((address ^ range.address) >> (32 - range.bits) == 0) return range.place;
  return Place::public_;
}

Place place_of_ipv6(const Ipv6& address) {
  const auto ipv4 = embedded(address);
  const Place inner = ipv4 ? place_of_ipv4(*ipv4) : Place::public_;
  if (is_internal(inner)) return inner;
  for (const Range6& range : kRanges6) {
    if (!within(address, range)) continue;
    // A public IPv4 address inside makes a range that is only a wrapping public, but not a cable's own.
    const bool wrapping = ipv4 && range.place == Place::reserved;
    return wrapping ? Place::public_ : range.place;
  }
  return Place::reserved;
}

}  // namespace

std::string_view name_of(Place place) {
  constexpr std::array<std::string_view, 11> kNames = {"public",     "none",       "loopback", "private",
                                                       "link_local", "cgnat",      "metadata", "reserved",
                                                       "multicast",  "local_file", "invalid"};
  return kNames[static_cast<std::size_t>(place)];
}

bool is_internal(Place place) {
  return place != Place::public_ && place != Place::none;
}

Place place_of(const Host& host) {
  switch (host.kind) {
    case Host::Kind::none:
      return Place::invalid;
    case Host::Kind::ipv4:
      return place_of_ipv4(host.ipv4);
    case Host::Kind::ipv6:
      return place_of_ipv6(host.ipv6);
    case Host::Kind::name:
      return place_of_name(host.text);
  }
  return Place::invalid;
}

}  // namespace callgate::analysis
