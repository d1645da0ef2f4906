#include "core/policy/knobs/network.h"

#include "core/analysis/url/host.h"
#include "core/policy/words.h"

namespace callgate::policy {
namespace {

constexpr std::string_view kPlaceWords[] = {"metadata", "loopback",  "private",    "link_local", "cgnat",
                                            "reserved", "multicast", "local_file", "invalid"};
constexpr std::string_view kScanWords[] = {"whole", "all"};

std::string host_fault(std::string_view text) {
  if (text.find('/') != text.npos) return "write the host alone, without scheme and path";
  const std::size_t colon = text.rfind(':');
  const bool port = colon != text.npos && text.find(']', colon) == text.npos && text.find(':') == colon;
  const bool bracketed = text.starts_with('[') && colon != text.npos && text[colon - 1] == ']';
  const std::string_view name = port || bracketed ? text.substr(0, colon) : text;
  return analysis::parse_host(name).kind == analysis::Host::Kind::none ? "this is no host" : "";
}

std::string domain_fault(std::string_view text) {
  if (text.starts_with("*.")) text.remove_prefix(2);
  if (text.find(':') != text.npos && !text.starts_with('[')) return "write the domain alone, without a port";
  return host_fault(text);
}

constexpr config::Shape kPlace = config::word(kPlaceWords);
constexpr config::Shape kHost = config::text_in(&host_fault);
constexpr config::Shape kDomain = config::text_in(&domain_fault);
constexpr OrNone kDomains{config::list_of(kDomain)};

}  // namespace

std::span<const Knob> network_knobs() {
  using enum Tighter;
  using K = NetworkKnobs;
  static constexpr Knob kKnobs[] = {
      knob<&K::mode>("mode", kModeShape, larger,
                     "What becomes of calls whose arguments lead where nobody should go."),
      knob<&K::block>("block", config::list_of(kPlace), larger,
                      "Places that URLs and addresses in arguments may not lead to."),
      knob<&K::schemes>("schemes", kTextList, smaller,
                        "Schemes that a URL may have, among those that open a connection. \"file\" lets URLs "
                        "of files pass, "
                        "too."),
      knob<&K::require_https>("require_https", config::boolean(), larger,
                              "Whether URLs have to be encrypted ones (https, wss)."),
      knob<&K::allow_domains>("allow_domains", kDomains.shape(), smaller,
                              "The only domains, with all below them, that URLs may lead to."),
      knob<&K::block_domains>("block_domains", config::list_of(kDomain), larger,
                              "Domains, with all below them, that may not be named."),
      knob<&K::allow_hosts>("allow_hosts", config::list_of(kHost), smaller,
                            "Hosts that are always fine, exactly as named: \"localhost:3000\"."),
      knob<&K::scan>("scan", config::word(kScanWords), larger,
                     "Whether URLs within commands and prose count, or only values that are one URL."),
      knob<&K::content_args>("content_args", kTextList, smaller,
                             "Arguments that hold text (\"body\" also means \"issue_body\" and "
                             "\"htmlBody\"): there only a value "
                             "that is one URL counts, and addresses of metadata services."),
  };
  return kKnobs;
}

}  // namespace callgate::policy
