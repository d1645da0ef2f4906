#include "core/guards/output/narrowing.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "core/json/view.h"

namespace callgate::guard {
namespace {

// Lower case, without separators.
constexpr std::string_view kNarrowing[] = {
    "limit",     "maxresults", "maxlength", "pagesize",  "perpage", "head",       "tail",
    "count",     "first",      "last",      "top",       "offset",  "cursor",     "page",
    "pagetoken", "start",      "end",       "startline", "endline", "startindex", "lines",
    "range",     "viewrange",  "depth",     "fields",    "since",   "until",
};

bool narrows(std::string_view key) {
  std::string plain;
  for (const char c : key) {
    if (c != '_' && c != '-') plain += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  }
  return std::ranges::find(kNarrowing, plain) != std::end(kNarrowing);
}

}  // namespace

std::string narrowing_arguments(const mcp::Tool& tool) {
  constexpr std::size_t kMost = 3, kLongest = 32;
  std::vector<std::string_view> found;
  json::Members walk(json::member(tool.definition.view(), {"inputSchema", "properties"}));
  for (json::Member each; found.size() < kMost && walk.next(each);) {
    if (each.key.size() <= kLongest && narrows(each.key)) found.push_back(each.key);
  }
  std::string text;
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (i > 0) text += i + 1 == found.size() ? " and " : ", ";
    text += found[i];
  }
  return text;
}

}  // namespace callgate::guard
