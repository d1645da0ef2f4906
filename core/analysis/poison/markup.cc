// Markdown and HTML: what renderers leave out, and what they fetch without being asked.
#include <algorithm>
#include <array>
#include <string>

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

// Blanks that push what follows out of everybody's sight.
void find_gaps(std::string_view text, std::vector<Poison>& out) {
  constexpr std::size_t kColumns = 80, kTabs = 12, kLines = 15;
  const auto run = [&](std::size_t at) { return run_end(text, at, kSpace); };
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!kSpace.has(text[at])) continue;
    const std::size_t end = run(at);
    const std::string_view gap = text.substr(at, end - at);
    const auto lines = static_cast<std::size_t>(std::ranges::count(gap, '\n')),
               tabs = static_cast<std::size_t>(std::ranges::count(gap, '\t'));
    const bool wide = lines >= kLines || (lines == 0 && (tabs >= kTabs || gap.size() >= kColumns));
    if (wide && at > 0 && end < text.size()) out.push_back(poison_at(at, end, "hidden-text", true));
    at = end;
  }
}

// Whether the name of an element says that a model shall heed it: <tool_instructions>, <system-note>.
bool commands(std::string_view name) {
  for (const std::string_view word : {"system", "instruction", "hidden", "secret", "override", "assistant",
                                      "llm", "admin", "directive", "jailbreak"}) {
    for (std::size_t at = name.find(word); at != name.npos; at = name.find(word, at + 1))
      if (at == 0 || !kLower.has(name[at - 1])) return true;
  }
  return false;
}

void find_elements(std::string_view text, std::vector<Poison>& out) {
  for (auto at = text.find('<'); at != text.npos; at = text.find('<', at + 1)) {
    const std::size_t end = run_end(text, at + 1, kWord, 40);
    if (end == at + 1 || end >= text.size() || text[end] != '>') continue;
    std::string name(text.substr(at + 1, end - at - 1));
    for (char& c : name) c = kUpper.has(c) ? static_cast<char>(c | 0x20) : c;
    if (commands(name) && text.find("</", end) != text.npos)
      out.push_back(poison_at(at, end + 1, "orders", false));
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
    if (open == 0) continue;
    // Not over the end of an image within a link.
    std::size_t begin = open - 1;
    while (begin > 0 && open - begin < 200 && !"[]\n"_set.has(text[begin])) --begin;
    if (begin == 0 || text[begin] != '[' || text[begin - 1] != '!') continue;
    if (carries_data(text.substr(open + 2, close - open - 2)))
      out.push_back(poison_at(begin - 1, std::min(close + 1, text.size()), "exfiltrating-image", false));
  }
}

}  // namespace

void find_markup(std::string_view text, PoisonContext context, std::vector<Poison>& out) {
  if (context == PoisonContext::name) return;
  if (context == PoisonContext::description) {
    find_comments(text, out);
    find_gaps(text, out);
    find_elements(text, out);
  }
  find_images(text, out);
}

}  // namespace callgate::analysis
