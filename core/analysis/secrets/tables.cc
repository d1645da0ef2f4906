#include "core/analysis/secrets/tables.h"

#include <algorithm>
#include <utility>

namespace callgate::analysis {
namespace {

// Parts of names that key_names_secret() may agree to, with what tells them from other words. The backslash
// is that of a quote in JSON within a string.
constexpr std::string_view kNames[] = {"assword",
                                       "ASSWORD",
                                       "asswort",
                                       "asswd",
                                       "ASSWD",
                                       "assphrase",
                                       "ASSPHRASE",
                                       "_pass[:=\"' \\]",
                                       "pass[=:][!-~]",
                                       "pass: ",
                                       "\"pass\"",
                                       "Pass[:=]",
                                       "_PASS[:=\"' \\]",
                                       "PASS=",
                                       "pwd[:=\"' _\\]",
                                       "PWD[:=\"' _\\]",
                                       "Pwd[:=\"' _\\]",
                                       "[sS]ecret",
                                       "SECRET",
                                       "[tT]oken",
                                       "TOKEN",
                                       "[cC]redential",
                                       "CREDENTIAL",
                                       "pikey",
                                       "piKey",
                                       "APIKEY",
                                       "_key[:=\"' ><`\\]",
                                       "_key_",
                                       "-key[:=\"' \\]",
                                       "-Key[:=\"' \\]",
                                       "_KEY[:=\"' _\\]",
                                       "-KEY[:=\"' \\]",
                                       "[a-z]Key[:=\"' \\]",
                                       "[setnrhd]key[:=\"'\\]",
                                       "PI [kK]ey",
                                       "pi key",
                                       "[st] [kK]ey",
                                       "te [kK]ey",
                                       "uthorization",
                                       "UTHORIZATION",
                                       "[aA]uth[:=\"'\\]",
                                       "AUTH[:=\"'\\]",
                                       "pass%%3D",
                                       "-key-data:"};

}  // namespace

std::vector<Shape> SecretScanner::Tables::list() {
  std::vector<Shape> heads;
  const auto add = [&](What what, std::string_view shape) {
    heads.emplace_back(shape);
    others_.push_back(what);
  };
  if (knobs_.vendors) {
    for (const Vendor& vendor : vendors()) shapes_.emplace_back(vendor.shape);
    heads = shapes_;
    add(What::private_key, "PRIVATE KEY");
    add(What::jwt, "eyJ%w");
    add(What::url, "://[!-~]");
  }
  if (knobs_.generic) {
    for (const std::string_view scheme : {"earer ", "EARER "}) add(What::bearer, scheme);
    for (const std::string_view scheme : {"asic %a", "ASIC %a"}) add(What::basic, scheme);
    for (const std::string_view option : {" -u %a", "--user[ =]"}) add(What::user, option);
  }
  if (knobs_.generic || knobs_.key_names) {
    for (const std::string_view name : kNames) add(What::name, name);
  }
  escapes_ = heads.size();
  for (const std::string_view hiding : {"\\u00[2-7]", ":\\/\\/", "1\\/\\/0"}) add(What::escape, hiding);
  return heads;
}

SecretScanner::Tables::Tables(SecretKnobs knobs) : knobs_(std::move(knobs)), triggers_(list()) {
  std::sort(knobs_.allow.begin(), knobs_.allow.end());
}

bool SecretScanner::Tables::allowed(std::string_view value) const {
  return std::binary_search(knobs_.allow.begin(), knobs_.allow.end(), value);
}

Finding SecretScanner::Tables::find(std::size_t trigger, std::string_view text, std::size_t at) const {
  if (trigger < shapes_.size()) return find_token(text, at, vendors()[trigger], shapes_[trigger]);
  switch (others_[trigger - shapes_.size()]) {
    case What::private_key:
      return find_private_key(text, at);
    case What::jwt:
      return find_jwt(text, at);
    case What::url:
      return find_url_password(text, at);
    case What::bearer:
      return find_bearer(text, at);
    case What::basic:
      return find_basic(text, at);
    case What::user:
      return find_user_option(text, at);
    case What::name:
      return knobs_.generic ? find_assigned(text, at, knobs_.min_generic) : Finding();
    case What::escape:
      return {};
  }
  return {};
}

bool SecretScanner::Tables::plausible(std::size_t trigger, std::string_view raw, std::size_t at) const {
  if (hides(trigger)) return (at - run_begin(raw, at, "\\"_set, at)) % 2 == 0;
  // Where the form ends at an escape that may stand for one of its own characters, nothing can be told yet.
  const auto cut = [raw](std::size_t end) {
    return end + 1 < raw.size() && raw[end] == '\\' && (raw[end + 1] == 'u' || raw[end + 1] == '/');
  };
  if (trigger < shapes_.size()) {
    const Shape::Match match = shapes_[trigger].match(raw, at);
    return match.fits || cut(match.end);
  }
  switch (others_[trigger - shapes_.size()]) {
    case What::url: {
      const std::size_t end = run_end(raw, at + 3, "!$%&'*-.0-;=?A-Z_a-z~"_set, 400);
      return end < raw.size() && (raw[end] == '@' || cut(end));
    }
    case What::name:
      return knobs_.generic && may_be_assigned(raw, at, knobs_.min_generic);
    case What::bearer:
    case What::basic:
      return cut(run_end(raw, at + 6, "0-9a-zA-Z._~+/= -"_set, 500)) || find(trigger, raw, at);
    default:
      return find(trigger, raw, at).has_value();
  }
}

void settle(std::vector<Secret>& found, std::size_t first) {
  const auto begin = found.begin() + static_cast<std::ptrdiff_t>(first);
  std::sort(begin, found.end(), [](const Secret& a, const Secret& b) { return a.at.at < b.at.at; });
  const auto general = [](const Secret& secret) { return secret.kind == "generic-secret"; };
  auto last = begin;
  for (auto next = begin; next != found.end(); ++next) {
    if (next == begin) continue;
    const std::uint32_t end = last->at.at + last->at.size;
    if (next->at.at >= end) {
      *++last = *next;
      continue;
    }
    last->at.size = std::max(end, next->at.at + next->at.size) - last->at.at;
    if (general(*last)) last->kind = next->kind;
  }
  if (begin != found.end()) found.erase(last + 1, found.end());
}

}  // namespace callgate::analysis
