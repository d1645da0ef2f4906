// The host of a URL, read as browsers read it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/analysis/url/ipv6.h"

namespace callgate::analysis {

struct Host {
  enum class Kind : std::uint8_t { none, name, ipv4, ipv6 };
  Kind kind = Kind::none;
  std::string text;        // canonical: lower case, Punycode, "127.0.0.1", "::1" without brackets
  std::uint32_t ipv4 = 0;  // of kind ipv4, in host byte order
  Ipv6 ipv6{};             // of kind ipv6
};

// Reads the host part of a URL (WHATWG URL, "host parser"): percent-decoded, through UTS #46, IPv4 in all
// number forms, IPv6 in brackets. Kind none when it is empty or invalid.
Host parse_host(std::string_view text);

// Whether `host` fits `pattern`. Stars stand for any characters within one label; a "*" as the first label
// for one or more labels, so that "*.x" fits "a.x" and "a.b.x" but not "x"; "*" alone fits everything.
// Addresses fit only themselves, in whatever form they are written. Case, a dot at the end and ":port" in the
// pattern do not count.
bool host_matches(std::string_view pattern, const Host& host);

// The same for a host as text, a port behind it does not count. What cannot be read fits nothing.
bool host_matches(std::string_view pattern, std::string_view host);

}  // namespace callgate::analysis
