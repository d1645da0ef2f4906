// Markdown and HTML: what renderers leave out, and what they fetch without being asked.
#include <algorithm>
#include <array>

#include "core/analysis/byte_set.h"
#include "core/analysis/poison/finders.h"

namespace callgate::analysis {
namespace {

constexpr std::size_t kLongestAddress = 2000;

void find_comments(std::string_view text, std::vector<Poison>& out) {
  for (auto at = text.find("<!--"); at != text.npos; at = text.find("<!--", at + 4)) {
    const auto close = text.find("-->", at + 4);
    const std::size_t end = close == text.npos ? text.size() : close + 3;
    out.push_back(poison_at(at, end, "hidden-comment", false));
    if (close == text.npos) break;
    at = close;
  }
  // A link reference that nothing refers to: [//]: # (text)
  for (auto at = text.find("]: # ("); at != text.npos; at = text.find("]: # (", at + 6)) {
    const std::size_t begin = run_begin(text, at, "0-9a-zA-Z/_-"_set, 40);
    out.push_back(poison_at(begin > 0 ? begin - 1 : begin, std::min(text.find('\n', at), text.size()),
                            "hidden-comment", false));
  }
  // Elements that are not shown.
  for (const std::string_view style :
       {"display:none", "display: none", "visibility:hidden", "visibility: hidden", "font-size:0",
        "font-size: 0", "opacity:0", "opacity: 0", "color:transparent", "color: transparent", "<div hidden",
        "<span hidden", "<p hidden"}) {
    const auto at = text.find(style);
    const std::size_t end = at + style.size();
    if (at != text.npos && text.substr(end, 1) != ".")
      out.push_back(poison_at(at, end, "hidden-comment", false));
  }
}

// Whether the query of an image's address takes something along: a place to fill in, or a name that says so.
bool carries_data(std::string_view address) {
  const auto query = address.find('?');
  if (query == address.npos) return false;
  const std::string_view rest = address.substr(query + 1);
  for (const std::string_view place : {"{", "%7B", "${", "<", "[", "$(", "DATA", "SECRET", "HISTORY",
                                       "CONTENT", "TOKEN", "CONVERSATION", "MESSAGES", "PROMPT"}) {
    if (rest.find(place) != rest.npos) return true;
  }
  constexpr std::array<std::string_view, 20> kNames{"data",   "d",       "leak",    "exfil",        "secret",
                                                    "token",  "key",     "content", "conversation", "history",
                                                    "msg",    "message", "context", "payload",      "info",
                                                    "prompt", "c",       "stolen",  "password",     "q"};
  for (std::size_t at = 0; at < rest.size();) {
    const std::size_t next = std::min(rest.find('&', at), rest.size());
    const std::string_view pair = rest.substr(at, next - at);
    const auto equals = std::min(pair.find('='), pair.size());
    const bool named = std::find(kNames.begin(), kNames.end(), pair.substr(0, equals)) != kNames.end();
    const std::size_t size = pair.size() - equals;
    if (named && (size <= 1 || size > 24)) return true;
    at = next + 1;
  }
  return false;
}

// ![alt](address)
void find_images(std::string_view text, std::vector<Poison>& out) {
  for (auto open = text.find("](http"); open != text.npos; open = text.find("](http", open + 6)) {
    const std::size_t limit = std::min(text.size(), open + kLongestAddress);
    const auto close = std::min(text.substr(0, limit).find_first_of(")\n\"", open + 2), limit);
    std::size_t begin = open;
    while (begin > 0 && open - begin < 200 && text[begin] != '[' && text[begin] != '\n') --begin;
    if (begin == 0 || text[begin] != '[' || text[begin - 1] != '!') continue;
    if (carries_data(text.substr(open + 2, close - open - 2)))
      out.push_back(poison_at(begin - 1, std::min(close + 1, text.size()), "exfiltrating-image", false));
  }
}

}  // namespace

void find_markup(std::string_view text, PoisonContext context, std::vector<Poison>& out) {
  if (context == PoisonContext::name) return;
  if (context == PoisonContext::description) find_comments(text, out);
  find_images(text, out);
}

}  // namespace callgate::analysis
