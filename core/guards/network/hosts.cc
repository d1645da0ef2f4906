#include "core/guards/network/hosts.h"

#include <algorithm>
#include <charconv>

namespace callgate::guard {
namespace {

constexpr std::size_t kLongestName = 253;

bool of_name(char c) {
  return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '-' || c == '.' ||
         c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

// What a URL without a port connects to; -1: nobody knows.
int port_of(const analysis::Url& url) {
  if (url.port >= 0) return url.port;
  if (url.scheme == "http" || url.scheme == "ws") return 80;
  if (url.scheme == "https" || url.scheme == "wss") return 443;
  return -1;
}

}  // namespace

ExactHosts::ExactHosts(const std::vector<std::string>& entries) {
  for (const std::string_view text : entries) {
    const std::size_t colon = text.rfind(':');
    const bool port = colon != text.npos && colon > 0 && (text[colon - 1] == ']' || text.find(':') == colon);
    Entry entry{analysis::parse_host(port ? text.substr(0, colon) : text), -1};
    if (port) std::from_chars(text.data() + colon + 1, text.data() + text.size(), entry.port);
    entries_.push_back(std::move(entry));
  }
}

bool ExactHosts::have(const analysis::Host& host, int port) const {
  return std::ranges::any_of(entries_, [&](const Entry& entry) {
    return entry.host.kind != analysis::Host::Kind::none && entry.host.kind == host.kind &&
           entry.host.text == host.text && (entry.port < 0 || entry.port == port);
  });
}

bool ExactHosts::have(const analysis::Url& url) const {
  const int port = port_of(url);
  return have(url.host, port) && (!url.other || have(*url.other, port));
}

Domains::Domains(const std::vector<std::string>& entries) {
  for (const std::string& entry : entries) {
    const std::string name = entry.starts_with("*.") ? entry.substr(2) : entry;
    patterns_.push_back(name);
    patterns_.push_back("*." + name);
  }
}

bool Domains::have(const analysis::Host& host) const {
  return std::ranges::any_of(patterns_,
                             [&](const std::string& pattern) { return host_matches(pattern, host); });
}

std::string Domains::named_in(std::string_view text) const {
  if (patterns_.empty()) return {};
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && of_name(text[end])) ++end;
    std::string_view name = text.substr(at, end - at);
    at = end + 1;
    while (name.ends_with('.')) name.remove_suffix(1);
    while (name.starts_with('.') || name.starts_with('-')) name.remove_prefix(1);
    if (name.empty() || name.size() > kLongestName) continue;
    if (const analysis::Host host = analysis::parse_host(name); have(host)) return host.text;
  }
  return {};
}

}  // namespace callgate::guard
