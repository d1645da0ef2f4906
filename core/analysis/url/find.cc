#include "core/analysis/url/find.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "core/analysis/url/ipv4.h"
#include "core/analysis/url/scheme.h"
#include "core/analysis/url/whole.h"
#include "core/json/skip.h"

namespace callgate::analysis {
namespace {

constexpr std::size_t kLongestScheme = 32, kLongestPart = 32, kLongestName = 253;
// As far as a text is read to see whether it is a URL; a host ends before.
constexpr std::size_t kLongestLook = 320;

enum : std::uint8_t { kWord = 1, kTrigger = 2, kBlank = 4, kQuote = 8, kForeign = 16 };

constexpr std::array<std::uint8_t, 256> classes() {
  std::array<std::uint8_t, 256> found{};
  for (std::size_t c = 0; c <= 0x20; ++c) found[c] = kBlank;
  for (std::size_t c = 0x80; c < 256; ++c) found[c] = kForeign;
  for (const char c : std::string_view("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"))
    found[static_cast<unsigned char>(c)] = kWord;
  for (const char c : std::string_view(":.[/lL")) found[static_cast<unsigned char>(c)] |= kTrigger;
  for (const char c : std::string_view("\"<>`")) found[static_cast<unsigned char>(c)] |= kQuote;
  return found;
}
constexpr auto kClasses = classes();

bool is(char c, std::uint8_t wanted) {
  return (kClasses[static_cast<unsigned char>(c)] & wanted) != 0;
}
bool digit(char c) {
  return c >= '0' && c <= '9';
}
bool letter(char c) {
  return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}
bool same_text(std::string_view text, std::string_view lower) {
  return std::ranges::equal(text, lower, [](char a, char b) {
    return (a >= 'A' && a <= 'Z' ? static_cast<char>(a | 0x20) : a) == b;
  });
}

// Names that always lead inside, as they end.
constexpr std::array<std::string_view, 18> kSuffixes = {"google.internal",
                                                        "ec2.internal",
                                                        "azure.internal",
                                                        "compute.internal",
                                                        "docker.internal",
                                                        "svc.cluster.local",
                                                        "localhost",
                                                        "nip.io",
                                                        "sslip.io",
                                                        "xip.io",
                                                        "1u.ms",
                                                        "rbndr.us",
                                                        "default.svc",
                                                        "pod.cluster.local",
                                                        "home.arpa",
                                                        "containers.internal",
                                                        "minikube.internal",
                                                        "lima.internal"};

class Finder {
 public:
  explicit Finder(std::string_view text) : text_(text) {}

  std::vector<UrlFinding> run() {
    for (std::size_t i = next_trigger(0); i < text_.size() && found_.size() < kMaxFindings;) {
      const std::size_t end = look_at(i);
      i = next_trigger(std::max(end, i + 1));
    }
    return std::move(found_);
  }

 private:
  // The first character from `i` on that may give a finding away.
  std::size_t next_trigger(std::size_t i) const {
#ifdef CALLGATE_LANES
    using namespace json::detail;
    for (; i + 17 <= text_.size(); i += 16) {
      const Lane here = load(text_.data() + i), next = load(text_.data() + i + 1);
      const auto both = [](Lane a, Lane b) { return mask(a) & mask(b); };
      const std::uint64_t hits = mask(same(here, '[')) | both(same(here, '/'), same(next, '/')) |
                                 both(same(with_bit(here, 0x20), 'l'), same(with_bit(next, 0x20), 'o')) |
                                 (mask(same(here, ':')) & ~mask(same(next, ' '))) |
                                 (mask(same(here, '.')) & ~mask(below(next, '0')));
      if (hits != 0) return i + static_cast<std::size_t>(first(hits));
    }
#endif
    while (i < text_.size() && !is(text_[i], kTrigger)) ++i;
    return i;
  }

  // Where the finding that the character at `i` gives away ends; 0 when it gives away none.
  std::size_t look_at(std::size_t i) {
    switch (text_[i]) {
      case ':':
        return with_scheme(i);
      case '.':
        return next(i, digit) ? dotted(i) : internal_name(i);
      case '[':
        return bracketed(i);
      case '/':
        return relative(i);
      default:
        return localhost(i);
    }
  }

  template <class Wanted>
  bool next(std::size_t i, Wanted wanted) const {
    return i + 1 < text_.size() && wanted(text_[i + 1]);
  }
  // Nothing before `begin` that it would be a part of.
  bool begins(std::size_t begin) const {
    if (begin == 0) return true;
    const char before = text_[begin - 1];
    return !is(before, kWord) && before != '-' && before != '.';
  }
  // Nothing behind `end` that continues it; a dot ends a sentence.
  bool ends(std::size_t end) const {
    if (end < text_.size() && text_[end] == '.') ++end;
    return end == text_.size() || (!is(text_[end], kWord) && text_[end] != '-' && text_[end] != '.');
  }
  // A list of URLs without blanks: "http://a/,http://b/".
  bool another_follows(std::size_t i) const {
    return (text_[i] == ',' || text_[i] == ';' || text_[i] == '|') &&
           same_text(text_.substr(i + 1, 4), "http");
  }
  // Looks no further than `most` bytes, so that what is thrown away afterwards costs little.
  std::size_t end_of_url(std::size_t from, char before, std::size_t most = std::string_view::npos) const {
    const std::size_t limit = std::min(most, text_.size() - from) + from;
    const auto goes_on = [&](std::size_t i) {
      return !is(text_[i], kBlank | kQuote) && (before != '\'' || text_[i] != '\'') && !another_follows(i);
    };
    std::size_t end = from;
    while (end < limit && goes_on(end)) ++end;
    // What closes a sentence or a bracket around it; "http://[::1]" closes its own.
    const bool literal = text_.substr(from).starts_with("//[");
    const std::string_view closing = literal ? ".,;!?)}'" : ".,;!?)]}'";
    while (end > from && closing.find(text_[end - 1]) != std::string_view::npos) --end;
    return end;
  }
  // The rest of what stands behind a bare host: its port, path and query. Lists go on behind a comma.
  std::size_t end_of_bare(std::size_t from) const {
    std::size_t end = from;
    if (end < text_.size() && text_[end] == ':' && next(end, digit))
      end = std::min(text_.size(), text_.find_first_not_of("0123456789", end + 1));
    const bool more =
        end < text_.size() && std::string_view("/?#").find(text_[end]) != std::string_view::npos;
    return more ? std::min(std::max(end, end_of_url(end, '\'')), text_.find(',', end)) : end;
  }

  std::size_t add(Url url, std::size_t begin, std::size_t end, bool bare) {
    UrlFinding finding;
    finding.place = place_of(url);
    finding.url = std::move(url);
    finding.begin = begin;
    finding.end = end;
    finding.bare = bare;
    found_.push_back(std::move(finding));
    return end;
  }
  std::size_t add_bare(std::size_t begin, std::size_t end) {
    Url url = parse_url(text_.substr(begin, end - begin));
    if (url.host.kind == Host::Kind::none) return 0;
    return add(std::move(url), begin, end, true);
  }

  std::size_t with_scheme(std::size_t colon) {
    const auto slash = [](char c) { return c == '/' || c == '\\'; };
    if (!next(colon, [](char c) { return !is(c, kBlank | kQuote); })) return 0;
    std::size_t begin = colon;
    const auto of_scheme = [](char c) {
      return (is(c, kWord) && c != '_') || c == '+' || c == '-' || c == '.';
    };
    while (begin > 0 && colon - begin < kLongestScheme && of_scheme(text_[begin - 1])) --begin;
    while (begin < colon && !letter(text_[begin])) ++begin;
    if (colon - begin < 2) return 0;  // drives have one letter
    std::string scheme(text_.substr(begin, colon - begin));
    for (char& c : scheme) c = static_cast<char>(c | (c >= 'A' && c <= 'Z' ? 0x20 : 0));
    const SchemeKind kind = kind_of_scheme(scheme);
    const bool slashes = next(colon, slash) && colon + 2 < text_.size() && slash(text_[colon + 2]);
    const bool without =
        kind == SchemeKind::web || kind == SchemeKind::nested || (scheme == "file" && next(colon, slash));
    if (!slashes && !without) return 0;
    const char before = begin > 0 ? text_[begin - 1] : ' ';
    const std::size_t most = slashes ? std::string_view::npos : kLongestLook;
    const std::size_t end = end_of_url(colon + 1, before, most);
    // "the http:// in front": leads nowhere.
    const std::string_view rest = text_.substr(colon + 1, end - colon - 1);
    if (kind != SchemeKind::local && rest.find_first_not_of("/\\") == std::string_view::npos) return 0;
    Url url = parse_url(text_.substr(begin, slashes ? end - begin : std::min(end - begin, kLongestLook)));
    // "ftp:anonymous" and "https:" in prose are no URLs; "http:127.0.0.1" is one.
    if (!next(colon, slash) &&
        (url.host.kind == Host::Kind::none ||
         (place_of(url.host) == Place::private_ && url.host.text.find('.') == std::string::npos)))
      return 0;
    return add(std::move(url), begin, slashes ? end : end_of_url(colon + 1, before), false);
  }

  std::size_t dotted(std::size_t dot) {
    const auto part = [](char c) {
      return digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f') || (c | 0x20) == 'x';
    };
    std::size_t begin = dot;
    while (begin > 0 && dot - begin < kLongestPart && part(text_[begin - 1])) --begin;
    if (begin == dot || !digit(text_[begin]) || !(begins(begin) || is_value_of_option(begin))) return 0;
    std::size_t end = begin, dots = 0;
    while (end < text_.size() && (part(text_[end]) || (text_[end] == '.' && next(end, digit))))
      dots += text_[end++] == '.';
    if (dots != 3 || !ends(end) || !parse_ipv4(text_.substr(begin, end - begin))) return 0;
    if (network_follows(begin, end) || is_version(begin, end)) return 0;
    return add_bare(begin, end_of_bare(end));
  }

  // "-h127.0.0.1"; "-v10.0.0.1" is a version.
  bool is_value_of_option(std::size_t begin) const {
    return begin >= 2 && letter(text_[begin - 1]) && (text_[begin - 1] | 0x20) != 'v' &&
           text_[begin - 2] == '-' && (begin == 2 || is(text_[begin - 3], kBlank | kQuote));
  }

  // "version 10.0.0.1", "Version=10.0.0.0", "lib>=10.0.0.1": of the private ranges, versions lie in 10/8
  // alone.
  bool is_version(std::size_t begin, std::size_t end) const {
    if (!text_.substr(begin).starts_with("10.")) return false;
    if (end < text_.size() && text_[end] == '+' && next(end, letter)) return true;
    std::size_t at = begin;
    while (at > 0 && begin - at < 4 &&
           std::string_view(" =:\"'<>(~").find(text_[at - 1]) != std::string_view::npos)
      --at;
    const std::string_view between = text_.substr(at, begin - at);
    if (between == "==" || between == ">=" || between == "<=" || between == "~=") return true;
    std::size_t word = at;
    while (word > 0 && at - word < 16 && letter(text_[word - 1])) --word;
    const std::string_view name = text_.substr(word, at - word);
    constexpr std::array<std::string_view, 5> kNames = {"version", "versions", "release", "chapter",
                                                        "section"};
    if (word > 0 && text_[word - 1] == '-') return false;  // "--version 10.0.0.1"
    return at < begin && std::ranges::any_of(kNames, [&](std::string_view one) {
             return name.size() >= one.size() && same_text(name.substr(name.size() - one.size()), one);
           });
  }

  // "10.0.0.0/8" is a range, not a place to go to; "10.0.0.5/8" may be one.
  bool network_follows(std::size_t begin, std::size_t end) const {
    if (end + 1 >= text_.size() || text_[end] != '/' || !digit(text_[end + 1])) return false;
    const std::size_t after = std::min(text_.size(), text_.find_first_not_of("0123456789", end + 1));
    if (after - end > 3 || (after < text_.size() && is(text_[after], kWord))) return false;
    return text_.substr(begin, end - begin).ends_with(".0");
  }

  std::size_t internal_name(std::size_t dot) {
    if (!next(dot, [](char c) {
          return std::string_view("geacdslnxr1phmGEACDSLNXRPHM").find(c) != std::string_view::npos;
        }))
      return 0;
    const std::string_view rest = text_.substr(dot + 1);
    for (const std::string_view suffix : kSuffixes) {
      if ((rest[0] | 0x20) != (suffix[0] | 0x20) || !same_text(rest.substr(0, suffix.size()), suffix) ||
          !ends(dot + 1 + suffix.size()))
        continue;
      std::size_t begin = dot;
      const auto of_name = [](char c) { return is(c, kWord | kForeign) || c == '-' || c == '.'; };
      while (begin > 0 && dot - begin < kLongestName && of_name(text_[begin - 1])) --begin;
      const std::size_t end = dot + 1 + suffix.size();
      const Place place = place_of(parse_host(text_.substr(begin, end - begin)));
      return begin < dot && is_internal(place) ? add_bare(begin, end_of_bare(end)) : 0;
    }
    return 0;
  }

  std::size_t localhost(std::size_t i) {
    constexpr std::string_view kName = "localhost";
    if (!next(i, [](char c) { return (c | 0x20) == 'o'; })) return 0;
    if (!same_text(text_.substr(i, kName.size()), kName) || !begins(i) || !ends(i + kName.size())) return 0;
    return add_bare(i, end_of_bare(i + kName.size()));
  }

  std::size_t bracketed(std::size_t i) {
    if (!next(i, [](char c) { return c == ':' || is(c, kWord); })) return 0;
    // "values[::1]" takes every value; "![::1]" would be one of prose.
    if (i > 0 && (is(text_[i - 1], kWord) || text_[i - 1] == ']' || text_[i - 1] == ')')) return 0;
    const std::size_t close = text_.substr(i, 48).find(']');
    if (close == std::string_view::npos || !parse_ipv6(text_.substr(i + 1, close - 1))) return 0;
    return add_bare(i, end_of_bare(i + close + 1));
  }

  // "//host/path", where a path or a comment cannot be meant.
  std::size_t relative(std::size_t i) {
    if (!next(i, [](char c) { return c == '/'; })) return 0;
    std::size_t host = i;
    while (host < text_.size() && text_[host] == '/') ++host;
    const bool free = i == 0 || is(text_[i - 1], kBlank | kQuote) ||
                      std::string_view("'=(,").find(text_[i - 1]) != std::string_view::npos;
    if (!free || host == text_.size() || is(text_[host], kBlank)) return host;
    const char before = i > 0 ? text_[i - 1] : ' ';
    const std::size_t end = end_of_url(host, before, kLongestLook);
    Url url = parse_url(text_.substr(i, std::min(end - i, kLongestLook)));
    const bool named = url.host.kind == Host::Kind::name;
    const Place place = place_of(url);
    if (url.host.kind == Host::Kind::none) return host;
    if (named && place != Place::loopback && place != Place::metadata && host - i != 2) return host;
    const bool whole = i == 0 && end_of_url(host, before) == text_.size();
    if (named && !is_internal(place) && !whole) return host;
    if (named && url.host.text.find('.') == std::string::npos && !is_internal(place)) return host;
    return add(std::move(url), i, end_of_url(host, before), true);
  }

  std::string_view text_;
  std::vector<UrlFinding> found_;
};

}  // namespace

std::vector<UrlFinding> urls_in(std::string_view text) {
  std::vector<UrlFinding> found = Finder(text).run();
  add_whole(text, found);
  return found;
}

}  // namespace callgate::analysis
