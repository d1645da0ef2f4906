#include "core/analysis/url/whole.h"

#include <algorithm>
#include <string>

#include "core/analysis/url/scheme.h"

namespace callgate::analysis {
namespace {

constexpr std::size_t kLongestWhole = 2048;

bool digit(char c) {
  return c >= '0' && c <= '9';
}
bool foreign(char c) {
  return static_cast<unsigned char>(c) >= 0x80;
}
bool blank(char c) {
  return static_cast<unsigned char>(c) <= 0x20;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

// "http://any words@host/": browsers take blanks before the last '@' of the host's part for parts of a name.
bool spaced_name(std::string_view text) {
  const std::string_view scheme = scheme_at(text);
  if (scheme.empty()) return false;
  text.remove_prefix(scheme.size() + 1);
  text.remove_prefix(std::min(text.find_first_not_of("/\\"), text.size()));
  const std::string_view host = text.substr(0, text.find_first_of("/\\?#"));
  const std::size_t at = host.rfind('@');
  return at != host.npos && host.find(' ') < at && host.find(' ', at) == host.npos;
}

// Whether all of `text` may be worth reading as one URL, beyond what is found within it.
bool may_be_whole(std::string_view text) {
  if (text.empty() || text.size() > kLongestWhole) return false;
  if (text.find(' ') != text.npos) return spaced_name(text);
  if (text.find(':') != text.npos) return true;
  bool odd = false;
  for (const char c : text) odd |= c == '%' || foreign(c);
  return odd && text.find_first_of("\t\n\r") == text.npos;
}

// "::1", "fe80::1": IPv6 without brackets. Words like "ab::cd" are names in programs.
bool bare_ipv6(std::string_view text) {
  return std::ranges::count(text, ':') >= 2 && std::ranges::any_of(text, digit) && parse_ipv6(text);
}

}  // namespace

void add_whole(std::string_view text, std::vector<UrlFinding>& found) {
  const std::string_view core = trimmed(text);
  const auto begin = static_cast<std::size_t>(core.data() - text.data());
  const auto covers = [&](const UrlFinding& one) {
    return one.begin == begin && one.end == begin + core.size();
  };
  const auto one = std::ranges::find_if(found, covers);
  if (one != found.end()) {
    one->whole = true;
    return;
  }
  if (!may_be_whole(core)) return;
  UrlFinding finding;
  const std::string_view unzoned = core.substr(0, core.find('%'));  // "fe80::1%eth0"
  finding.url = parse_url(bare_ipv6(unzoned) ? '[' + std::string(unzoned) + ']' : std::string(core));
  const Url& url = finding.url;
  finding.place = place_of(url);
  const bool scp = url.schemeless && url.userinfo && url.host.kind == Host::Kind::name;
  if (url.host.kind == Host::Kind::none || (!is_internal(finding.place) && !scp)) return;
  // A word before a colon may be anything; "redis:6379" is found where a URL is expected.
  if (!url.schemeless && kind_of_scheme(url.scheme) == SchemeKind::unknown) return;
  // "ftp:anonymous" is no URL.
  const bool one_label = url.host.text.find_first_of(".:") == std::string::npos;
  const bool plain = core.find("//") != core.npos && core.find(' ') == core.npos;
  if (one_label && finding.place == Place::private_ && !plain) return;
  if (!found.empty() && found[0].begin == begin && found[0].url.host.text == url.host.text &&
      found[0].place == finding.place)
    return;
  finding.begin = begin;
  finding.end = begin + core.size();
  finding.whole = true;
  finding.bare = url.schemeless;
  found.insert(found.begin(), std::move(finding));
}

}  // namespace callgate::analysis
