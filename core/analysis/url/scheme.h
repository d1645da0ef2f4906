// What the scheme of a URL says about where it leads.
#pragma once

#include <cstdint>
#include <string_view>

namespace callgate::analysis {

enum class SchemeKind : std::uint8_t {
  web,      // the URL Standard's special ones: http, https, ws, wss, ftp
  network,  // opens a connection to the host it names: ssh, redis, gopher
  local,    // files and sockets of this machine: file, unix, php
  nested,   // another URL follows: jar, blob, view-source
  inert,    // opens no connection: mailto, data, urn
  unknown,
};

// By the scheme in lower case, without ':'. Compounds count as their worst part: "git+ssh" is network,
// "http+unix" local.
SchemeKind kind_of_scheme(std::string_view scheme);

// The scheme at the beginning of `text` as it is written, or "": a letter, then letters, digits, '+', '-',
// '.', and a colon behind it.
std::string_view scheme_at(std::string_view text);

}  // namespace callgate::analysis
