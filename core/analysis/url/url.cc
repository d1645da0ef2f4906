#include "core/analysis/url/url.h"

#include <algorithm>

#include "core/analysis/url/scheme.h"

namespace callgate::analysis {
namespace {

constexpr int kMaxNesting = 4;
constexpr int kNoPort = -1, kBadPort = -2;

bool slash(char c) {
  return c == '/' || c == '\\';
}

std::string_view trimmed(std::string_view text) {
  const auto space = [](char c) { return static_cast<unsigned char>(c) <= 0x20; };
  while (!text.empty() && space(text.front())) text.remove_prefix(1);
  while (!text.empty() && space(text.back())) text.remove_suffix(1);
  return text;
}

// `digits` behind a colon; empty is allowed and no port.
int port_of(std::string_view digits) {
  int port = 0;
  for (const char c : digits) {
    if (c < '0' || c > '9') return kBadPort;
    port = std::min(port * 10 + (c - '0'), 65536);
  }
  if (port > 65535) return kBadPort;
  return digits.empty() ? kNoPort : port;
}

struct Authority {
  Host host;
  int port = kNoPort;
  bool userinfo = false;
};

// "user:password@host:port"; the port is kBadPort when it is no port.
Authority read_authority(std::string_view text) {
  Authority found;
  const std::size_t at = text.rfind('@');
  found.userinfo = at != std::string_view::npos;
  if (found.userinfo) text.remove_prefix(at + 1);
  const std::size_t bracket = text.starts_with('[') ? text.find(']') : 0;
  const std::size_t colon = bracket == std::string_view::npos ? bracket : text.find(':', bracket);
  if (colon != std::string_view::npos) found.port = port_of(text.substr(colon + 1));
  found.host = parse_host(text.substr(0, colon));
  return found;
}

void take(Url& url, Authority authority) {
  const bool readable = authority.port != kBadPort;
  // A browser refuses "http://10.0.0.1:x/"; what comes without a scheme is for programs that may not.
  const bool kept =
      readable || (url.schemeless && (authority.host.dotted || place_of(authority.host) == Place::loopback));
  if (kept) url.host = std::move(authority.host);
  url.port = readable ? authority.port : kNoPort;
  url.userinfo = authority.userinfo;
  url.valid = readable && url.host.kind != Host::Kind::none;
}

// Databases and brokers take several hosts, "h1:27017,h2:27017", and parameters behind a semicolon.
void take_hosts(Url& url, std::string_view text) {
  text = text.substr(0, text.find_first_of("/?#"));
  const std::size_t at = text.rfind('@');
  const std::size_t hosts = at == std::string_view::npos ? 0 : at;
  text = text.substr(0, text.find(';', hosts));
  // "host\\INSTANCE" of SQL Server.
  if (text.find('@', std::min(text.size(), text.find('\\'))) == text.npos)
    text = text.substr(0, text.find('\\'));
  const std::size_t comma = text.find(',', hosts);
  take(url, read_authority(text.substr(0, comma)));
  for (std::size_t from = comma; from != std::string_view::npos && url.valid;
       from = text.find(',', from + 1)) {
    const std::string_view one = text.substr(from + 1);
    Authority next = read_authority(one.substr(0, one.find(',')));
    Host host = std::move(next.host);
    url.valid = host.kind != Host::Kind::none && next.port != kBadPort;
    if (!url.other || is_internal(place_of(host))) url.other = std::move(host);
    if (is_internal(place_of(*url.other))) break;
  }
}

void take_authority(Url& url, std::string_view text, bool backslash_ends) {
  const std::size_t plain_end = std::min(text.size(), text.find_first_of("/?#"));
  const std::size_t end = backslash_ends ? std::min(plain_end, text.find('\\')) : plain_end;
  take(url, read_authority(text.substr(0, end)));
  // "http://a\@b/": browsers go to a, readers of RFC 3986 to b.
  const std::string_view longer = text.substr(0, plain_end);
  if (end < plain_end && longer.find('@', end) != std::string_view::npos) {
    Host other = read_authority(longer).host;
    if (other.kind != Host::Kind::none) url.other = std::move(other);
  }
}

std::string_view without_slashes(std::string_view text) {
  while (!text.empty() && slash(text[0])) text.remove_prefix(1);
  return text;
}

// "git@host:path", as ssh and git read it. Only with a user, because "a:b" can be anything.
bool take_scp_form(Url& url, std::string_view text) {
  const std::size_t at = text.find('@'), colon = text.find(':', at);
  if (at == 0 || at == std::string_view::npos || colon == std::string_view::npos) return false;
  if (text.find_first_of("/?# \\") < colon) return false;
  url.host = parse_host(text.substr(at + 1, colon - at - 1));
  url.userinfo = true;
  url.valid = url.host.kind != Host::Kind::none;
  return url.valid;
}

// "host:80", "host:80/path": a scheme would not be followed by a number only.
bool port_follows(std::string_view text, std::size_t colon) {
  const std::string_view rest = text.substr(colon + 1);
  const std::size_t digits = std::min(rest.size(), rest.find_first_not_of("0123456789"));
  if (digits == 0 || port_of(rest.substr(0, digits)) < 0) return false;
  return digits == rest.size() || rest[digits] == '/' || rest[digits] == '?' || rest[digits] == '#';
}

// "localhost:+80x" is nobody's scheme.
bool is_host_before(std::string_view text, std::string_view scheme) {
  if (port_follows(text, scheme.size())) return true;
  const Place place = place_of_name(scheme);
  const bool certain =
      place == Place::loopback || (place == Place::metadata && scheme.find('.') != std::string_view::npos);
  return certain && !text.substr(scheme.size() + 1).starts_with("//");
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  return out;
}

Url read(std::string_view text, int depth);

// "jdbc:oracle:thin:@host:1521:sid", "jdbc:mysql:loadbalance://host/", "jdbc:h2:tcp://host/": what stands
// before the host is for the driver.
bool take_driver_form(Url& url, std::string_view text) {
  const std::size_t slashes = text.find("//"), at = text.find('@');
  if (slashes != text.npos) {
    take_hosts(url, text.substr(slashes + 2));
    return true;
  }
  if (at == text.npos) return false;
  text.remove_prefix(at + 1);
  const std::size_t named = text.find("HOST=");
  if (text.starts_with('('))
    text = named == text.npos ? "" : text.substr(named + 5, text.find(')', named) - named - 5);
  const std::size_t port = text.find(':');
  if (port != text.npos && !text.starts_with('[')) text = text.substr(0, text.find(':', port + 1));
  take_hosts(url, text);
  return true;
}

void read_nested(Url& url, std::string_view text, int depth) {
  if (url.scheme == "jar") text = text.substr(0, text.find("!/"));
  if (depth >= kMaxNesting) return;
  const std::string driver = lower(scheme_at(text));
  if (url.scheme == "jdbc" && !text.substr(std::min(text.size(), driver.size() + 1)).starts_with("//") &&
      kind_of_scheme(driver) != SchemeKind::local && take_driver_form(url, text))
    return;
  Url inner = read(text, depth + 1);
  if (kind_of_scheme(inner.scheme) == SchemeKind::local) inner.scheme = "file";
  // "jdbc:sqlite:notes.db" has no host, and "url:notes" no other URL inside.
  if (inner.schemeless) {
    inner = Url();
    inner.valid = true;
  }
  if (inner.scheme != "file") inner.scheme = url.scheme;
  url = std::move(inner);
}

// "sip:100@host", "stun:host:3478": a host without slashes before it.
bool calls_a_host(std::string_view scheme) {
  return scheme == "sip" || scheme == "sips" || scheme == "stun" || scheme == "stuns" || scheme == "turn" ||
         scheme == "turns";
}

Url read(std::string_view text, int depth) {
  Url url;
  const std::string_view scheme = scheme_at(text);
  SchemeKind kind = SchemeKind::unknown;
  if (!scheme.empty()) {
    url.scheme = lower(scheme);
    kind = kind_of_scheme(url.scheme);
  }
  if (scheme.empty() || (kind == SchemeKind::unknown && is_host_before(text, url.scheme))) {
    url.scheme.clear();
    url.schemeless = true;
    if (!take_scp_form(url, text)) take_authority(url, without_slashes(text), true);
    return url;
  }
  text.remove_prefix(scheme.size() + 1);
  switch (kind) {
    case SchemeKind::web:
      take_authority(url, without_slashes(text), true);
      break;
    case SchemeKind::nested:
      read_nested(url, text, depth);
      break;
    case SchemeKind::local:
    case SchemeKind::inert:
      url.valid = true;
      break;
    case SchemeKind::network:
    case SchemeKind::unknown:
      if (text.starts_with("//")) {
        kind == SchemeKind::network ? take_hosts(url, text.substr(2))
                                    : take_authority(url, text.substr(2), false);
        // "docker://alpine:3.19" names an image.
        if (url.scheme == "docker" && url.host.kind == Host::Kind::none) url.valid = true;
      } else if (kind == SchemeKind::network && text.find_first_of("/\\") == 0) {
        take_authority(url, without_slashes(text), true);
      } else if (calls_a_host(url.scheme)) {
        take_authority(url, text, false);
      } else {
        url.valid = true;
      }
  }
  return url;
}

// Whether a schemeless text is a host and nothing else could be meant: not a word, not a small number.
bool certainly_host(const Host& host, Place place) {
  constexpr std::uint32_t kSmallNumbers = 1u << 24;
  if (host.kind == Host::Kind::ipv4) return host.ipv4 >= kSmallNumbers || host.dotted;
  if (host.kind == Host::Kind::ipv6) return true;
  return place == Place::loopback || host.text.find('.') != std::string_view::npos;
}

Place place_of_host(const Url& url, const Host& host) {
  const Place place = place_of(host);
  if (url.schemeless) return certainly_host(host, place) ? place : Place::none;
  const bool one_label =
      host.kind == Host::Kind::name && place == Place::private_ && host.text.find('.') == std::string::npos;
  if (one_label && kind_of_scheme(url.scheme) == SchemeKind::unknown) return Place::none;
  return place;
}

}  // namespace

Url parse_url(std::string_view text) {
  text = trimmed(text);
  if (text.find_first_of("\t\n\r") == std::string_view::npos) return read(text, 0);
  std::string clean(text);
  std::erase_if(clean, [](char c) { return c == '\t' || c == '\n' || c == '\r'; });
  return read(clean, 0);
}

Place place_of(const Url& url) {
  switch (kind_of_scheme(url.scheme)) {
    case SchemeKind::local:
      return Place::local;
    case SchemeKind::inert:
      return Place::none;
    default:
      break;
  }
  if (url.host.kind == Host::Kind::none) {
    return url.schemeless || url.valid ? Place::none : Place::invalid;
  }
  const Place place = place_of_host(url, url.host);
  if (is_internal(place) || !url.other) return place;
  return place_of_host(url, *url.other);
}

}  // namespace callgate::analysis
