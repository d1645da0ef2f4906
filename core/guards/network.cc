// The guard `network`: no argument may lead a server into networks that are not open to everybody: this
// machine, networks of its own, the metadata service of a cloud; nor where the user does not want it to go.
#include <algorithm>
#include <array>
#include <optional>

#include "core/analysis/byte_set.h"
#include "core/analysis/url/find.h"
#include "core/analysis/url/scheme.h"
#include "core/analysis/words.h"
#include "core/guard/target_host.h"
#include "core/guards/network/hosts.h"
#include "core/guards/registry.h"

namespace callgate::guard {
namespace {

using analysis::Host;
using analysis::Place;
using analysis::SchemeKind;
using analysis::UrlFinding;
using policy::NetworkKnobs;

Finding finding(std::string rule, std::string code, std::string reason, std::string instead) {
  return {"network", "guards.network." + std::move(rule), std::move(code), std::move(reason),
          std::move(instead)};
}

std::string_view described(Place place) {
  switch (place) {
    case Place::loopback:
      return "this machine";
    case Place::private_:
      return "a private network";
    case Place::link_local:
      return "the local link";
    case Place::cgnat:
      return "the shared address space of a carrier";
    case Place::metadata:
      return "a cloud's metadata service, which hands out credentials";
    case Place::reserved:
      return "an address nobody may have";
    case Place::multicast:
      return "many hosts at once";
    case Place::local:
      return "a file or socket of this machine";
    default:
      return "an address that cannot be read";
  }
}

std::string shown(const analysis::Url& url) {
  if (url.host.kind == Host::Kind::none) return url.scheme.empty() ? "" : url.scheme + ": ";
  const std::string host = url.host.kind == Host::Kind::ipv6 ? "[" + url.host.text + "]" : url.host.text;
  return host + (url.port < 0 ? "" : ":" + std::to_string(url.port));
}

// "http://$HOST/", "http://{host}/" within a text: somebody fills it in later.
bool is_template(std::string_view text, const UrlFinding& found) {
  const std::string_view url = text.substr(found.begin, found.end - found.begin);
  const std::size_t slashes = url.find("//");
  const std::string_view rest = url.substr(slashes == url.npos ? 0 : slashes + 2);
  const std::string_view authority = rest.substr(0, rest.find('/'));
  return authority.empty() || authority.find_first_of("${}%") != authority.npos;
}

// "newText", "NEW_TEXT" and "new-text" are one name.
std::string plain(std::string_view key) {
  std::string out;
  for (const std::string& word : analysis::words_of(key)) out += word;
  return out;
}

// Tools that go where any of their texts says.
bool goes_out(std::string_view tool) {
  static constexpr std::array<std::string_view, 12> kWords = {"fetch", "http",    "https",  "curl",
                                                              "wget",  "crawl",   "scrape", "crawler",
                                                              "goto",  "scraper", "browse", "navigate"};
  return std::ranges::any_of(analysis::words_of(tool), [](const std::string& word) {
    return std::ranges::find(kWords, word) != kWords.end();
  });
}

class Network final : public Guard {
 public:
  explicit Network(const NetworkKnobs& knobs)
      : knobs_(knobs),
        exempt_(knobs.allow_hosts),
        allowed_(knobs.allow_domains.value_or(std::vector<std::string>{})),
        refused_(knobs.block_domains) {
    for (const std::string& name : knobs_.content_args) content_names_.push_back(plain(name));
    for (std::size_t place = 0; place < blocked_.size(); ++place)
      blocked_[place] = has(knobs_.block, analysis::name_of(static_cast<Place>(place)));
  }

  std::string_view kind() const override { return "network"; }
  void enrol(ChainBuilder& chain) override { chain.before<&Network::judge>(Before::network, *this); }
  Verdict judge(Call& call);

 private:
  static bool has(const std::vector<std::string>& list, std::string_view word) {
    return std::ranges::find(list, word) != list.end();
  }
  bool holds_content(std::string_view key) const;
  bool blocked(Place place) const { return blocked_[static_cast<std::size_t>(place)]; }
  // The words in which a text is refused; nothing if nothing is wrong with it.
  // `value` is null for a key.
  std::optional<Finding> judge_text(std::string_view text, Call& call, const json::Entry* value) const;
  std::optional<Finding> judge_url(std::string_view text, const UrlFinding& found) const;
  std::optional<Finding> judge_names(std::string_view text, std::string_view key, bool part_counts) const;
  std::optional<Finding> judge_scheme(const UrlFinding& found) const;

  const NetworkKnobs knobs_;
  const ExactHosts exempt_;
  const Domains allowed_, refused_;
  std::vector<std::string> content_names_;
  std::array<bool, 11> blocked_{};
};

constexpr auto kWordBytes = [] {
  std::array<bool, 256> found{};
  analysis::kWord.each([&](char c) { found[static_cast<unsigned char>(c)] = true; });
  return found;
}();

// No word by itself leads anywhere but one.
bool is_plain_name(std::string_view key) {
  bool plain = key.size() != std::string_view("localhost").size();
  for (const char c : key) plain &= kWordBytes[static_cast<unsigned char>(c)];
  return plain;
}

bool Network::holds_content(std::string_view key) const {
  return has(content_names_, plain(key)) || has(content_names_, analysis::words_of(key).back());
}

Verdict Network::judge(Call& call) {
  if (call.arguments().size() <= 2) return Allow{};
  const json::Outline& outline = call.outline();
  if (!outline.whole()) {
    return Deny{finding("scan", "arguments_too_large", "The arguments hold too many values to be judged.",
                        "Send less in one call.")};
  }
  for (const json::Entry& entry : outline) {
    std::optional<Finding> why;
    if (!is_plain_name(entry.key)) why = judge_text(entry.key, call, nullptr);
    if (!why && entry.type == json::Type::string) why = judge_text(entry.text, call, &entry);
    if (!why) continue;
    const std::string path = outline.path_of(entry);
    why->reason = (path.empty() ? "The argument" : "The argument " + path) + why->reason;
    return Deny{*std::move(why)};
  }
  return Allow{};
}

std::optional<Finding> Network::judge_text(std::string_view text, Call& call,
                                           const json::Entry* value) const {
  const bool names = !refused_.empty() || knobs_.allow_domains;
  std::vector<UrlFinding> found = analysis::urls_in(text);
  if (found.empty() && !names) return std::nullopt;
  const std::string_view key = value ? key_of(call.outline(), *value) : std::string_view();
  const bool content = !key.empty() && holds_content(key);
  const bool parts = knobs_.scan == policy::UrlScan::all;
  const bool out = content && goes_out(call.tool().native);
  // Of content, what is written as a URL counts where it is all there is, or where the tool may go there.
  const auto counts = [&](const UrlFinding& one) {
    if (!content) return one.whole || parts;
    return (!one.bare && (one.whole || (out && parts))) ||
           (one.place == Place::metadata && (one.whole || parts));
  };
  for (std::string_view rest = text; !found.empty(); found = analysis::urls_in(rest)) {
    for (const UrlFinding& one : found) {
      if (!counts(one)) continue;
      if (auto why = judge_url(rest, one)) return why;
    }
    // There may be more than are found at a time.
    if (found.size() < analysis::kMaxFindings || found.back().end == 0) break;
    rest.remove_prefix(found.back().end);
  }
  return names ? judge_names(text, key, parts && !content) : std::nullopt;
}

std::optional<Finding> Network::judge_url(std::string_view text, const UrlFinding& found) const {
  const analysis::Url& url = found.url;
  if (found.place == Place::none) return std::nullopt;
  if (url.host.kind != Host::Kind::none && refused_.have_any(url)) {
    return finding("block_domains", "network_domain",
                   " leads to " + shown(url) + ", a domain that is not allowed.", "Do without this domain.");
  }
  if (exempt_.have(url)) return std::nullopt;
  const bool file = found.place == Place::local && has(knobs_.schemes, url.scheme);
  const bool vague = !found.whole && (found.place == Place::invalid || found.place == Place::private_) &&
                     is_template(text, found);
  if (blocked(found.place) && !file && !vague) {
    const std::string host = shown(url);
    return finding("block", "network_" + std::string(analysis::name_of(found.place)),
                   " leads to " + host + (host.empty() || host.ends_with(' ') ? "" : ", ") +
                       std::string(described(found.place)) + ".",
                   url.host.kind == Host::Kind::none
                       ? "Use an address in the public network."
                       : "Use an address in the public network, or ask the user to add \"" + host +
                             "\" to guards.network.allow_hosts.");
  }
  return judge_scheme(found);
}

std::optional<Finding> Network::judge_scheme(const UrlFinding& found) const {
  const analysis::Url& url = found.url;
  const SchemeKind kind = url.schemeless ? SchemeKind::network : analysis::kind_of_scheme(url.scheme);
  const bool connects = kind == SchemeKind::web || kind == SchemeKind::network || kind == SchemeKind::nested;
  if (!connects || found.place == Place::invalid) return std::nullopt;
  if (!url.schemeless && found.whole && kind != SchemeKind::nested && !has(knobs_.schemes, url.scheme)) {
    return finding("schemes", "network_scheme",
                   " is a URL of the scheme " + url.scheme + ", which is not allowed.",
                   "Use https, or ask the user to add \"" + url.scheme + "\" to guards.network.schemes.");
  }
  if (knobs_.require_https && (url.scheme == "http" || url.scheme == "ws" || url.scheme == "ftp")) {
    return finding("require_https", "network_https", " leads to " + shown(url) + " without encryption.",
                   "Use https.");
  }
  if (knobs_.allow_domains && !allowed_.have_all(url)) {
    return finding(
        "allow_domains", "network_domain",
        " leads to " + shown(url) + ", which is not among the domains allowed.",
        "Use one of the allowed domains, or ask the user to add this one to guards.network.allow_domains.");
  }
  return std::nullopt;
}

// Hosts that no scheme gives away.
std::optional<Finding> Network::judge_names(std::string_view text, std::string_view key,
                                            bool part_counts) const {
  const bool whole = text.find_first_of(" \t\n\r") == text.npos;
  if (!whole && !part_counts) return std::nullopt;
  if (const std::string name = refused_.named_in(text); !name.empty()) {
    return finding("block_domains", "network_domain", " names " + name + ", a domain that is not allowed.",
                   "Do without this domain.");
  }
  if (!knobs_.allow_domains || !whole || key.empty() || !names_a_host(key)) return std::nullopt;
  const analysis::Url url = analysis::parse_url(text);
  if (!url.schemeless || url.host.text.find('.') == std::string::npos || exempt_.have(url) ||
      allowed_.have_all(url))
    return std::nullopt;
  return finding(
      "allow_domains", "network_domain",
      " leads to " + shown(url) + ", which is not among the domains allowed.",
      "Use one of the allowed domains, or ask the user to add this one to guards.network.allow_domains.");
}

}  // namespace

std::unique_ptr<Guard> make_network(const policy::Policy& policy, const GuardDeps&) {
  return std::make_unique<Network>(policy.guards.network);
}

}  // namespace callgate::guard
