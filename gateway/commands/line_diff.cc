#include "gateway/commands/line_diff.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace callgate::commands {
namespace {

constexpr std::size_t kAround = 3;

using Lines = std::vector<std::string_view>;

Lines lines_of(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return lines;
}

struct Edit {
  char sign;  // ' ', '-' or '+'
  std::string_view line;
};

// The lines between the common beginning and the common end, by their longest common subsequence.
void compare_middle(const Lines& a, const Lines& b, std::vector<Edit>& edits) {
  const std::size_t width = b.size() + 1;
  std::vector<std::uint32_t> longest;
  const bool whole = a.size() * b.size() <= kMaxCells;
  if (whole) longest.resize((a.size() + 1) * width);
  for (std::size_t i = a.size(); whole && i-- > 0;) {
    for (std::size_t j = b.size(); j-- > 0;) {
      longest[i * width + j] = a[i] == b[j]
                                   ? longest[(i + 1) * width + j + 1] + 1
                                   : std::max(longest[(i + 1) * width + j], longest[i * width + j + 1]);
    }
  }
  std::size_t i = 0, j = 0;
  while (whole && i < a.size() && j < b.size()) {
    if (a[i] == b[j]) {
      edits.push_back({' ', a[i++]});
      ++j;
    } else if (longest[(i + 1) * width + j] >= longest[i * width + j + 1]) {
      edits.push_back({'-', a[i++]});
    } else {
      edits.push_back({'+', b[j++]});
    }
  }
  while (i < a.size()) edits.push_back({'-', a[i++]});
  while (j < b.size()) edits.push_back({'+', b[j++]});
}

std::vector<Edit> compare(Lines a, Lines b) {
  std::vector<Edit> edits;
  const auto [split_a, split_b] = std::ranges::mismatch(a, b);
  const Lines begin(a.begin(), split_a);
  a.erase(a.begin(), split_a);
  b.erase(b.begin(), split_b);
  Lines end;
  for (; !a.empty() && !b.empty() && a.back() == b.back(); a.pop_back(), b.pop_back())
    end.push_back(a.back());
  for (const std::string_view line : begin) edits.push_back({' ', line});
  compare_middle(a, b, edits);
  for (auto line = end.rbegin(); line != end.rend(); ++line) edits.push_back({' ', *line});
  return edits;
}

std::string range(std::size_t first, std::size_t count) {
  // Of no lines, the one before is named.
  return std::to_string(count == 0 ? first - 1 : first) + (count == 1 ? "" : "," + std::to_string(count));
}

}  // namespace

std::string unified_diff(std::string_view name, std::string_view before, std::string_view after) {
  if (before == after) return {};
  const std::vector<Edit> edits = compare(lines_of(before), lines_of(after));
  std::string out = "--- a/" + std::string(name) + "\n+++ b/" + std::string(name) + "\n";
  std::size_t at = 0, line_a = 1, line_b = 1;
  const auto pass = [&](const Edit& edit) {
    line_a += edit.sign != '+';
    line_b += edit.sign != '-';
  };
  while (true) {
    std::size_t first = at;
    while (first < edits.size() && edits[first].sign == ' ') ++first;
    if (first == edits.size()) return out;
    const std::size_t begin = std::max(at, first < kAround ? 0 : first - kAround);
    for (; at < begin; ++at) pass(edits[at]);
    // Changes with few lines between them share a hunk.
    std::size_t end = first;
    for (std::size_t i = first; i < edits.size() && i <= end + 2 * kAround; ++i) {
      if (edits[i].sign != ' ') end = i;
    }
    end = std::min(edits.size(), end + 1 + kAround);
    const std::size_t from_a = line_a, from_b = line_b;
    std::string body;
    for (; at < end; ++at) {
      pass(edits[at]);
      body.append(1, edits[at].sign).append(edits[at].line);
      if (!edits[at].line.ends_with('\n')) body += "\n\\ No newline at end of file\n";
    }
    out += "@@ -" + range(from_a, line_a - from_a) + " +" + range(from_b, line_b - from_b) + " @@\n" + body;
  }
}

}  // namespace callgate::commands
