#include "core/analysis/url/scheme.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace callgate::analysis {
namespace {

struct Known {
  std::string_view name;
  SchemeKind kind;
};

constexpr auto kKnown = [] {
  using enum SchemeKind;
  std::array known = {
      Known{"http", web},
      Known{"https", web},
      Known{"ws", web},
      Known{"wss", web},
      Known{"ftp", web},
      Known{"ftps", network},
      Known{"sftp", network},
      Known{"ssh", network},
      Known{"scp", network},
      Known{"telnet", network},
      Known{"gopher", network},
      Known{"gophers", network},
      Known{"dict", network},
      Known{"ldap", network},
      Known{"ldaps", network},
      Known{"ldapi", local},
      Known{"tftp", network},
      Known{"rtsp", network},
      Known{"rtmp", network},
      Known{"smb", network},
      Known{"cifs", network},
      Known{"nfs", network},
      Known{"imap", network},
      Known{"imaps", network},
      Known{"pop3", network},
      Known{"pop3s", network},
      Known{"smtp", network},
      Known{"smtps", network},
      Known{"mqtt", network},
      Known{"mqtts", network},
      Known{"amqp", network},
      Known{"amqps", network},
      Known{"redis", network},
      Known{"rediss", network},
      Known{"memcached", network},
      Known{"postgres", network},
      Known{"postgresql", network},
      Known{"mysql", network},
      Known{"mariadb", network},
      Known{"mongodb", network},
      Known{"mssql", network},
      Known{"sqlserver", network},
      Known{"clickhouse", network},
      Known{"cassandra", network},
      Known{"neo4j", network},
      Known{"bolt", network},
      Known{"nats", network},
      Known{"kafka", network},
      Known{"etcd", network},
      Known{"consul", network},
      Known{"vault", network},
      Known{"git", network},
      Known{"svn", network},
      Known{"rsync", network},
      Known{"vnc", network},
      Known{"rdp", network},
      Known{"irc", network},
      Known{"ircs", network},
      Known{"xmpp", network},
      Known{"sip", network},
      Known{"sips", network},
      Known{"stun", network},
      Known{"stuns", network},
      Known{"turns", network},
      Known{"turn", network},
      Known{"tcp", network},
      Known{"udp", network},
      Known{"tls", network},
      Known{"ssl", network},
      Known{"socks", network},
      Known{"socks4", network},
      Known{"socks5", network},
      Known{"socks5h", network},
      Known{"grpc", network},
      Known{"grpcs", network},
      Known{"coap", network},
      Known{"coaps", network},
      Known{"finger", network},
      Known{"webdav", network},
      Known{"dav", network},
      Known{"davs", network},
      Known{"iscsi", network},
      Known{"rmi", network},
      Known{"iiop", network},
      Known{"srv", network},
      Known{"h2", network},
      Known{"h2c", network},
      Known{"afp", network},
      Known{"ipp", network},
      Known{"file", local},
      Known{"unix", local},
      Known{"npipe", local},
      Known{"netdoc", local},
      Known{"php", local},
      Known{"phar", local},
      Known{"zip", local},
      Known{"glob", local},
      Known{"expect", local},
      Known{"fd", local},
      Known{"compress.zlib", local},
      Known{"compress.bzip2", local},
      Known{"vfs", local},
      Known{"jar", nested},
      Known{"blob", nested},
      Known{"view-source", nested},
      Known{"filesystem", nested},
      Known{"feed", nested},
      Known{"url", nested},
      Known{"jdbc", nested},
      Known{"war", nested},
      Known{"data", inert},
      Known{"mailto", inert},
      Known{"javascript", inert},
      Known{"about", inert},
      Known{"tel", inert},
      Known{"sms", inert},
      Known{"urn", inert},
      Known{"magnet", inert},
      Known{"geo", inert},
      Known{"mid", inert},
      Known{"cid", inert},
      Known{"tag", inert},
      Known{"isbn", inert},
      Known{"doi", inert},
  };
  std::ranges::sort(known, {}, &Known::name);
  return known;
}();

SchemeKind kind_of_part(std::string_view scheme) {
  const auto found = std::ranges::lower_bound(kKnown, scheme, {}, &Known::name);
  return found != kKnown.end() && found->name == scheme ? found->kind : SchemeKind::unknown;
}

}  // namespace

SchemeKind kind_of_scheme(std::string_view scheme) {
  const std::size_t plus = scheme.rfind('+');
  if (plus == std::string_view::npos) return kind_of_part(scheme);
  const SchemeKind last = kind_of_part(scheme.substr(plus + 1));
  if (last == SchemeKind::local) return last;
  // "git+https" is not one of the web's schemes to a URL parser, but its client opens the same connection.
  const SchemeKind first = kind_of_scheme(scheme.substr(0, plus));
  const bool connects = last == SchemeKind::web || last == SchemeKind::network || first == SchemeKind::web ||
                        first == SchemeKind::network;
  return connects ? SchemeKind::network : SchemeKind::unknown;
}

std::string_view scheme_at(std::string_view text) {
  const auto letter = [](char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; };
  if (text.empty() || !letter(text[0])) return {};
  for (std::size_t i = 1; i < text.size(); ++i) {
    const char c = text[i];
    if (c == ':') return text.substr(0, i);
    if (!letter(c) && !(c >= '0' && c <= '9') && c != '+' && c != '-' && c != '.') return {};
  }
  return {};
}

}  // namespace callgate::analysis
