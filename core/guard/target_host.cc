#include "core/guard/target_host.h"

#include <algorithm>
#include <array>

#include "core/analysis/url/url.h"
#include "core/analysis/words.h"
#include "core/guard/key_memo.h"

namespace callgate::guard {

bool names_a_host(std::string_view key) {
  static constexpr std::array<std::string_view, 14> kWords = {
      "host",     "hostname", "domain", "url",     "urls",    "uri",    "uris",
      "endpoint", "server",   "site",   "website", "webhook", "origin", "proxy"};
  thread_local KeyMemo<bool> known;
  return known.of(key, [](std::string_view name) {
    return std::ranges::find(kWords, analysis::words_of(name).back()) != kWords.end();
  });
}

std::string_view key_of(const json::Outline& outline, const json::Entry& entry) {
  const json::Entry* at = &entry;
  while (at->key.empty() && at->parent != outline.index_of(*at)) at = &outline[at->parent];
  return at->key;
}

std::string target_host(const json::Outline& arguments) {
  for (const json::Entry& entry : arguments) {
    if (entry.type != json::Type::string || !names_a_host(key_of(arguments, entry))) continue;
    analysis::Url url = analysis::parse_url(entry.text);
    if (url.host.kind != analysis::Host::Kind::none) return std::move(url.host.text);
  }
  return {};
}

}  // namespace callgate::guard
