// Where a host lies: out in the public network, or somewhere a stranger's request must not reach.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/analysis/url/host.h"

namespace callgate::analysis {

enum class Place : std::uint8_t {
  public_,     // an address of the Internet, or a name only a resolver could say more about
  none,        // leads to no host: mailto:, data:, a word that is no URL
  loopback,    // this machine
  private_,    // a network of its own: RFC 1918, unique local, names that are resolved within a network
  link_local,  // the same cable
  cgnat,       // shared address space of carriers, and of overlay networks
  metadata,    // a cloud's service that hands out credentials
  reserved,    // documentation, benchmarks, unallocated, broadcast
  multicast,
  local,    // no network at all: files, sockets, descriptors of this machine
  invalid,  // cannot be read; every client may make something else of it
};

// As the recorded cases write it: "public", "loopback", "private", "link_local", "local_file", ...
std::string_view name_of(Place place);

// Whether a stranger's request must not go there: everything but public_ and none.
bool is_internal(Place place);

// Where the host lies, without asking a resolver. IPv4 addresses inside of IPv6 ones (mapped, compatible,
// translated, NAT64, 6to4, Teredo, ISATAP) are judged as what they lead to. Sources: the IANA registries of
// special-purpose addresses (2025) and the documentation of the clouds. Kind none is invalid.
Place place_of(const Host& host);

// The part of it for names, see names.cc: those of the loopback, metadata services, networks of their own,
// and public names that spell an internal address ("10.0.0.5.nip.io"). A name without a dot is private.
Place place_of_name(std::string_view name);

}  // namespace callgate::analysis
