#include "core/analysis/url/host.h"

#include <algorithm>
#include <array>
#include <optional>

#include "core/analysis/url/idna.h"
#include "core/analysis/url/ipv4.h"
#include "core/base/glob.h"
#include "core/base/percent.h"

namespace callgate::analysis {
namespace {

// Names have 253 characters at most; percent signs and other scripts may make them longer before they are
// decoded.
constexpr std::size_t kLongestHost = 4096;

enum : std::uint8_t { kPlain, kUpper, kForeign, kForbidden };

// What may stand in a domain: the URL Standard's forbidden domain code points, and what makes the short way
// impossible (percent signs and everything beyond ASCII).
constexpr std::array<std::uint8_t, 256> kinds_of_bytes() {
  std::array<std::uint8_t, 256> kinds{};
  for (std::size_t c = 0; c <= 0x20; ++c) kinds[c] = kForbidden;
  for (std::size_t c = 0x7F; c < 256; ++c) kinds[c] = c == 0x7F ? kForbidden : kForeign;
  for (std::size_t c = 'A'; c <= 'Z'; ++c) kinds[c] = kUpper;
  for (const char c : std::string_view("#/:<>?@[\\]^|")) kinds[static_cast<unsigned char>(c)] = kForbidden;
  kinds['%'] = kForeign;
  return kinds;
}
constexpr auto kKinds = kinds_of_bytes();

// The name in lower case, or nothing when a character needs more than that or may not be there.
std::optional<std::string> ascii_domain(std::string_view text, bool& forbidden) {
  std::uint8_t worst = kPlain;
  for (const char c : text) worst = std::max(worst, kKinds[static_cast<unsigned char>(c)]);
  forbidden = worst == kForbidden;
  if (worst >= kForeign) return {};
  std::string domain(text);
  if (worst == kUpper) {
    for (char& c : domain)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  }
  return domain;
}

std::optional<std::string> domain_of(std::string_view text) {
  bool forbidden = false;
  if (auto domain = ascii_domain(text, forbidden)) return domain;
  const std::string decoded = percent_decoded(text);
  // Characters of ASCII that may not be there do not become allowed by mapping.
  const auto bad = [](char c) { return kKinds[static_cast<unsigned char>(c)] == kForbidden || c == '%'; };
  if (forbidden || std::ranges::any_of(decoded, bad)) return {};
  if (auto domain = ascii_domain(decoded, forbidden)) return domain;
  auto mapped = to_ascii(decoded);
  if (!mapped) return {};
  return ascii_domain(*mapped, forbidden);
}

std::string_view without_last_dot(std::string_view text) {
  if (text.ends_with('.')) text.remove_suffix(1);
  return text;
}

std::string_view without_port(std::string_view text) {
  const std::size_t bracket = text.rfind(']');
  const std::size_t colon = text.find(':', bracket == std::string_view::npos ? 0 : bracket);
  return text.substr(0, colon);
}

bool labels_match(std::string_view pattern, std::string_view name) {
  while (true) {
    const std::size_t pattern_dot = pattern.rfind('.'), name_dot = name.rfind('.');
    const std::string_view wanted = pattern.substr(pattern_dot + 1), label = name.substr(name_dot + 1);
    if (pattern_dot == std::string_view::npos && wanted == "*") return !name.empty();
    if (!glob_matches(wanted, label)) return false;
    if (pattern_dot == std::string_view::npos || name_dot == std::string_view::npos)
      return pattern_dot == name_dot;
    pattern = pattern.substr(0, pattern_dot);
    name = name.substr(0, name_dot);
  }
}

}  // namespace

Host parse_host(std::string_view text) {
  Host host;
  if (text.starts_with('[')) {
    if (!text.ends_with(']')) return host;
    const auto address = parse_ipv6(text.substr(1, text.size() - 2));
    if (!address) return host;
    host.kind = Host::Kind::ipv6;
    host.ipv6 = *address;
    host.text = ipv6_text(*address);
    return host;
  }
  if (text.size() > kLongestHost) return host;
  auto domain = domain_of(text);
  if (!domain || domain->empty()) return host;
  if (ends_in_number(*domain)) {
    const auto address = parse_ipv4(*domain);
    if (!address) return host;
    host.kind = Host::Kind::ipv4;
    host.ipv4 = *address;
    host.text = ipv4_text(*address);
    host.dotted = std::ranges::count(without_last_dot(*domain), '.') == 3;
    return host;
  }
  host.kind = Host::Kind::name;
  host.text = std::move(*domain);
  return host;
}

bool host_matches(std::string_view pattern, const Host& host) {
  if (host.kind == Host::Kind::none) return false;
  if (pattern == "*") return true;
  if (host.kind == Host::Kind::ipv6) {
    const bool bracketed = pattern.starts_with('[');
    const auto address =
        parse_ipv6(bracketed ? without_port(pattern).substr(1, pattern.find(']') - 1) : pattern);
    return address && *address == host.ipv6;
  }
  pattern = without_port(pattern);
  if (host.kind == Host::Kind::ipv4) {
    const Host wanted = parse_host(pattern);
    return wanted.kind == Host::Kind::ipv4 && wanted.ipv4 == host.ipv4;
  }
  const auto wanted = domain_of(without_last_dot(pattern));
  return wanted && labels_match(*wanted, without_last_dot(host.text));
}

bool host_matches(std::string_view pattern, std::string_view host) {
  const bool bare_ipv6 = !host.starts_with('[') && std::ranges::count(host, ':') > 1;
  return host_matches(pattern,
                      bare_ipv6 ? parse_host('[' + std::string(host) + ']') : parse_host(without_port(host)));
}

}  // namespace callgate::analysis
