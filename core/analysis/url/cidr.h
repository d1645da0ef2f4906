// Ranges of addresses: "10.0.0.0/8", "fd00::/8", or one address.
#pragma once

#include <string_view>

#include "core/analysis/url/host.h"
#include "core/base/result.h"

namespace callgate::analysis {

class Cidr {
 public:
  // "10.0.0.0/8", "::1/128", "[fd00::]/8"; without "/n" the one address. IPv4 in four decimal parts only.
  // Bits behind the prefix do not count. Errc::invalid names what is wrong.
  static Result<Cidr> parse(std::string_view text);

  // False for names: they have to be resolved first. An IPv4 address and the same one mapped into IPv6
  // (::ffff:a.b.c.d) are in the same ranges.
  bool contains(const Host& host) const;

 private:
  Ipv6 address_{};  // IPv4 as ::ffff:a.b.c.d
  int bits_ = 128;
};

}  // namespace callgate::analysis
