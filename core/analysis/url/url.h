// A text taken as a URL, read as browsers read it, and where it leads.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/analysis/url/host.h"
#include "core/analysis/url/place.h"

namespace callgate::analysis {

struct Url {
  std::string scheme;  // lower case; "" when there is none
  Host host;           // of "jar:http://h/!/x" and its like the inner host
  std::optional<Host>
      other;      // what parsers of the other school (RFC 3986) take for the host, where they differ
  int port = -1;  // -1: none is written
  bool userinfo = false;
  bool schemeless = false;  // a host, "host:port", "//host/path" or "user@host:path"; or no URL at all
  bool valid = false;       // has a host, or is of a scheme that needs none
};

// Reads `text` by the URL Standard: white space around it and tabs and line ends within do not count,
// backslashes are slashes for the web's schemes, slashes may be missing or too many there. What has no scheme
// is read as what stands behind one. Hosts of other schemes (gopher, redis, ...) are read in the same way,
// because clients do.
Url parse_url(std::string_view text);

// The worst place it may lead to. Files and sockets are local; schemes that open no connection are none, and
// so is a schemeless word that might be anything ("file.txt", "221B Baker Street", "readme"). Hosts without a
// dot are private with a scheme of the network, and none with a scheme that is not known ("note://today").
Place place_of(const Url& url);

}  // namespace callgate::analysis
