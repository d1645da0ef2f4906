// URLs and hosts of any bytes: canonical forms are their own, and what leads inside is found in a text, too.
#include <algorithm>
#include <string>

#include "core/analysis/url/cidr.h"
#include "core/analysis/url/find.h"
#include "core/analysis/url/idna.h"
#include "core/analysis/url/scheme.h"
#include "core/analysis/url/whole.h"
#include "tests/fuzz/promise.h"

using namespace callgate::analysis;
using callgate::fuzz::must;

namespace {

std::string spelled(const Host& host) {
  return host.kind == Host::Kind::ipv6 ? "[" + host.text + "]" : host.text;
}

void check_host(const Host& host) {
  if (host.kind == Host::Kind::none) return;
  const Host again = parse_host(spelled(host));
  must(again.kind == host.kind && again.text == host.text && again.ipv4 == host.ipv4 &&
           again.ipv6 == host.ipv6,
       "a canonical host is read as itself");
  must(place_of(again) == place_of(host), "and leads to the same place");
  must(host_matches("*", host), "every host fits *");
  if (host.kind == Host::Kind::name) {
    if (host.text.find('*') == host.text.npos) must(host_matches(host.text, host), "a name fits itself");
    return;
  }
  const auto range = Cidr::parse(host.text);
  must(range && range->contains(host), "an address is in its own range");
  must(host_matches(spelled(host), host), "an address fits itself");
}

// A URL that leads inside of a network is found where it is all of the text.
void check_found(std::string_view text, const Url& url, const std::vector<UrlFinding>& found) {
  std::size_t behind = 0;
  must(found.size() <= kMaxFindings, "findings have their limit");
  for (const UrlFinding& one : found) {
    must(one.begin <= one.end && one.end <= text.size(), "a finding lies inside of the text");
    if (one.whole) continue;  // what is read as a whole stands in front of what was found inside
    must(one.begin >= behind, "findings stand in order");
    behind = one.begin;
  }
  const SchemeKind kind = kind_of_scheme(url.scheme);
  const bool connects = kind == SchemeKind::web || kind == SchemeKind::network;
  if (!url.valid || url.scheme.empty() || !connects || !is_internal(place_of(url))) return;
  if (found.size() == kMaxFindings) return;
  // "ftp:anonymous" is no URL, and behind blanks a single word is prose: "http://a.example or mail ada@home".
  const bool one_word = url.host.kind == Host::Kind::name && url.host.text.find('.') == std::string::npos &&
                        place_of(url) == Place::private_;
  if (one_word && (text.find("//") == text.npos || text.find(' ') != text.npos)) return;
  must(std::any_of(found.begin(), found.end(), [](const UrlFinding& one) { return is_internal(one.place); }),
       "what leads inside is found");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = callgate::fuzz::text_of(data, size);
  const Url url = parse_url(text);
  check_host(url.host);
  if (url.other) check_host(*url.other);
  check_host(parse_host(text));
  must(!url.valid || place_of(url) <= Place::invalid, "a URL leads somewhere");
  check_found(text, url, urls_in(text));
  (void)to_ascii(text);
  if (const auto range = Cidr::parse(text)) (void)range->contains(url.host);
  const callgate::fuzz::Halves halves(text);
  (void)host_matches(halves.first, halves.second);
  return 0;
}
