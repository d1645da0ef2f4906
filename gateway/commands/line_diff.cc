#include "gateway/commands/line_diff.h"

#include <algorithm>
#include <cstdint>

namespace callgate::commands {
namespace {

constexpr std::size_t kMostLines = 2000;

struct Line {
  char sign;
  std::string_view text;
};

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  for (std::size_t from = 0; from <= text.size();) {
    const std::size_t end = std::min(text.find('\n', from), text.size());
    lines.push_back(text.substr(from, end - from));
    from = end + 1;
  }
  return lines;
}

// By the longest common subsequence.
std::vector<Line> compared(const std::vector<std::string_view>& a, const std::vector<std::string_view>& b) {
  std::vector<Line> lines;
  if (a.size() > kMostLines || b.size() > kMostLines) {
    for (const std::string_view line : a) lines.push_back({'-', line});
    for (const std::string_view line : b) lines.push_back({'+', line});
    return lines;
  }
  const std::size_t width = b.size() + 1;
  std::vector<std::uint16_t> common((a.size() + 1) * width);
  for (std::size_t i = a.size(); i-- > 0;) {
    for (std::size_t j = b.size(); j-- > 0;) {
      common[i * width + j] = a[i] == b[j] ? static_cast<std::uint16_t>(common[(i + 1) * width + j + 1] + 1)
                                           : std::max(common[(i + 1) * width + j], common[i * width + j + 1]);
    }
  }
  std::size_t i = 0, j = 0;
  while (i < a.size() || j < b.size()) {
    if (i < a.size() && j < b.size() && a[i] == b[j]) {
      lines.push_back({' ', a[i]}), ++i, ++j;
    } else if (j == b.size() || (i < a.size() && common[(i + 1) * width + j] >= common[i * width + j + 1])) {
      lines.push_back({'-', a[i++]});
    } else {
      lines.push_back({'+', b[j++]});
    }
  }
  return lines;
}

std::string place(char sign, std::size_t first, std::size_t count) {
  return std::string(1, sign) + std::to_string(count ? first + 1 : first) + "," + std::to_string(count);
}

}  // namespace

std::vector<std::string> line_diff(std::string_view before, std::string_view after, std::size_t context) {
  std::vector<std::string> out;
  if (before == after) return out;
  const std::vector<Line> lines = compared(lines_of(before), lines_of(after));
  std::vector<bool> shown(lines.size());
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].sign == ' ') continue;
    const std::size_t from = i > context ? i - context : 0, to = std::min(lines.size(), i + context + 1);
    std::fill(shown.begin() + static_cast<std::ptrdiff_t>(from),
              shown.begin() + static_cast<std::ptrdiff_t>(to), true);
  }
  std::size_t old_line = 0, new_line = 0;
  for (std::size_t i = 0; i < lines.size();) {
    std::size_t end = i, old_count = 0, new_count = 0;
    for (; end < lines.size() && shown[end]; ++end) {
      old_count += lines[end].sign != '+';
      new_count += lines[end].sign != '-';
    }
    if (end == i) {  // what is not shown is the same in both
      ++i, ++old_line, ++new_line;
      continue;
    }
    out.push_back("@@ " + place('-', old_line, old_count) + " " + place('+', new_line, new_count) + " @@");
    for (; i < end; ++i) out.push_back(lines[i].sign + std::string(lines[i].text));
    old_line += old_count, new_line += new_count;
  }
  return out;
}

}  // namespace callgate::commands
