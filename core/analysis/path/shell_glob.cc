#include "core/analysis/path/shell_glob.h"

#include <algorithm>
#include <optional>

namespace callgate::analysis {
namespace {

constexpr std::size_t kLongestClass = 64;  // longer ones are no classes of anybody's

struct Braces {
  std::size_t open, close;
};

// The first braces with a comma of their own, found in one pass however deep they lie.
std::optional<Braces> first_braces(std::string_view word) {
  struct Open {
    std::size_t at;
    bool comma;
  };
  std::vector<Open> open;
  std::optional<Braces> first;
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (word[i] == '{') open.push_back({i, false});
    if (open.empty()) continue;
    if (word[i] == ',') open.back().comma = true;
    if (word[i] != '}') continue;
    if (open.back().comma && (!first || open.back().at < first->open)) first = Braces{open.back().at, i};
    open.pop_back();
  }
  return first;
}

// What stands between the braces' own commas; not more than could be of use.
std::vector<std::string_view> members_of(std::string_view word, Braces braces) {
  std::vector<std::string_view> members;
  int nested = 0;
  for (std::size_t begin = braces.open + 1, i = begin; i <= braces.close && members.size() < kMaxAlternatives;
       ++i) {
    if ((word[i] == ',' && nested == 0) || i == braces.close) {
      members.push_back(word.substr(begin, i - begin));
      begin = i + 1;
    } else if (word[i] == '{') {
      ++nested;
    } else if (word[i] == '}') {
      --nested;
    }
  }
  return members;
}

// The class that begins with '[' at `at`, which moves behind it; -1 when there is none, else whether it holds
// `c`.
int class_holds(std::string_view pattern, std::size_t& at, char c) {
  std::size_t i = at + 1;
  const bool negated = i < pattern.size() && (pattern[i] == '!' || pattern[i] == '^');
  if (negated) ++i;
  bool holds = false;
  const std::size_t end = std::min(pattern.size(), i + kLongestClass);
  for (const std::size_t begin = i; i < end; ++i) {
    if (pattern[i] == ']' && i > begin) {
      at = i + 1;
      return holds != negated ? 1 : 0;
    }
    const bool range = i + 2 < pattern.size() && pattern[i + 1] == '-' && pattern[i + 2] != ']';
    holds = holds || (range ? pattern[i] <= c && c <= pattern[i + 2] : pattern[i] == c);
    if (range) i += 2;
  }
  return -1;
}

// One character of `name` against what stands at `at` of the pattern, which moves behind that.
bool one_fits(std::string_view pattern, std::size_t& at, char c) {
  if (pattern[at] == '?') {
    ++at;
    return true;
  }
  if (pattern[at] == '[') {
    const int holds = class_holds(pattern, at, c);
    if (holds >= 0) return holds == 1;
  }
  if (pattern[at] == '\\' && at + 1 < pattern.size()) ++at;
  return pattern[at++] == c;
}

bool fits(std::string_view pattern, std::string_view name) {
  // After a mismatch only the last star can take more: linear in pattern times name.
  std::size_t at = 0, i = 0, star = std::string_view::npos, taken = 0;
  while (i < name.size()) {
    if (at < pattern.size() && pattern[at] == '*') {
      star = at++;
      taken = i;
      continue;
    }
    if (at < pattern.size() && one_fits(pattern, at, name[i])) {
      ++i;
      continue;
    }
    if (star == std::string_view::npos) return false;
    at = star + 1;
    i = ++taken;
  }
  while (at < pattern.size() && pattern[at] == '*') ++at;
  return at == pattern.size();
}

std::vector<std::string_view> segments_of(std::string_view path) {
  std::vector<std::string_view> segments;
  for (std::size_t slash = path.find('/'); slash != std::string_view::npos; slash = path.find('/')) {
    segments.push_back(path.substr(0, slash));
    path.remove_prefix(slash + 1);
  }
  segments.push_back(path);
  return segments;
}

}  // namespace

bool has_glob(std::string_view word) {
  return std::ranges::any_of(word, [](char c) { return c == '*' || c == '?' || c == '[' || c == '{'; });
}

std::vector<std::string> expand_braces(std::string_view word) {
  std::vector<std::string> waiting{std::string(word)}, done;
  while (!waiting.empty() && done.size() < kMaxAlternatives) {
    const std::string one = std::move(waiting.back());
    waiting.pop_back();
    const std::optional<Braces> braces = first_braces(one);
    if (!braces || done.size() + waiting.size() + 1 >= kMaxAlternatives) {
      done.push_back(one);
      continue;
    }
    const std::vector<std::string_view> members = members_of(one, *braces);
    for (std::size_t i = members.size(); i-- > 0;) {
      std::string& made = waiting.emplace_back(one, 0, braces->open);
      made.append(members[i]).append(one, braces->close + 1);
    }
  }
  return done;
}

bool shell_glob_matches(std::string_view pattern, std::string_view name) {
  const bool hidden = name.starts_with('.');
  if (hidden && (pattern.starts_with('*') || pattern.starts_with('?'))) return false;
  return fits(pattern, name);
}

std::size_t glob_evidence(std::string_view pattern, std::string_view name) {
  const std::size_t dot = pattern.rfind('.');
  const std::size_t name_dot = name.rfind('.');
  std::string_view counted = pattern;
  const bool same_ending = dot != std::string_view::npos && name_dot != std::string_view::npos &&
                           name_dot > 0 && pattern.substr(dot) == name.substr(name_dot);
  if (same_ending) counted = pattern.substr(0, dot);
  std::size_t count = 0;
  for (std::size_t i = 0; i < counted.size(); ++i) {
    const char c = counted[i];
    if (c == '[') {
      const std::size_t close = counted.find(']', i + 1);
      if (close == std::string_view::npos) continue;
      if (close == i + 2) ++count;
      i = close;
    } else if (c != '*' && c != '?') {
      ++count;
    }
  }
  return count;
}

bool may_match(std::string_view glob, std::string_view path) {
  const auto names = segments_of(path);
  // live[j]: what is behind us of the pattern fits the first j names.
  std::vector<char> live(names.size() + 1, 0);
  live[0] = 1;
  for (const std::string_view wanted : segments_of(glob)) {
    if (wanted == "**") {
      for (std::size_t j = 1; j < live.size(); ++j) live[j] |= live[j - 1];
      continue;
    }
    for (std::size_t j = names.size(); j > 0; --j)
      live[j] = live[j - 1] && shell_glob_matches(wanted, names[j - 1]) ? 1 : 0;
    live[0] = 0;
  }
  return live.back() == 1;
}

}  // namespace callgate::analysis
