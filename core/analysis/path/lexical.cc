#include "core/analysis/path/lexical.h"

#include <algorithm>
#include <array>

namespace callgate::analysis {
namespace {

bool letter(char c) {
  return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}
constexpr char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
}
bool same_letters(std::string_view text, std::string_view lower_case) {
  return std::ranges::equal(text, lower_case, [](char a, char b) { return lower(a) == b; });
}

constexpr auto kGlobs = [] {
  std::array<bool, 256> globs{};
  for (const char c : {'*', '?', '[', '{'}) globs[static_cast<unsigned char>(c)] = true;
  return globs;
}();
constexpr auto kFolded = [] {
  std::array<char, 256> folded{};
  for (std::size_t c = 0; c < 256; ++c) folded[c] = lower(static_cast<char>(c));
  return folded;
}();

// Ways to write the home folder in front of a path.
constexpr std::array<std::string_view, 8> kHomes = {
    "$home",     "${home}", "%userprofile%", "%homepath%", "$env:userprofile", "${env:userprofile}",
    "$env:home", "%home%"};

std::string_view trimmed_segment(std::string_view segment) {
  segment = segment.substr(0, segment.find(';'));
  // "file::$DATA" is the file, "file:name" a stream of it; "c:" is a drive.
  if (const std::size_t colon = segment.find(':'); colon != std::string_view::npos && colon > 1)
    segment = segment.substr(0, colon);
  if (segment.find_first_not_of('.') == std::string_view::npos) return segment;
  while (segment.ends_with('.') || segment.ends_with(' ')) segment.remove_suffix(1);
  return segment;
}

}  // namespace

LexicalPath::LexicalPath(std::string_view path, LexicalOptions options) {
  bytes_.reserve(path.size());
  path = take_anchor(path, options);
  while (!path.empty()) {
    std::size_t end = 0;
    while (end < path.size() && path[end] != '/' && !(options.backslashes && path[end] == '\\')) ++end;
    add(path.substr(0, end), options);
    path.remove_prefix(std::min(end + 1, path.size()));
  }
}

std::string_view LexicalPath::take_anchor(std::string_view path, LexicalOptions options) {
  const auto slash = [&](char c) { return c == '/' || (options.backslashes && c == '\\'); };
  // Windows' prefix for paths that are taken as they are: "\\?\C:\x", "\\.\PhysicalDrive0".
  if (path.size() > 4 && slash(path[0]) && slash(path[1]) && (path[2] == '?' || path[2] == '.') &&
      slash(path[3]) && options.backslashes)
    path.remove_prefix(4);
  if (path.empty()) return path;
  const bool drive =
      path.size() >= 2 && letter(path[0]) && path[1] == ':' && (path.size() == 2 || slash(path[2]));
  if (drive) {
    anchor_ = Anchor::drive;
  } else if (slash(path[0])) {
    anchor_ = Anchor::absolute;
  } else if (path[0] == '~') {
    anchor_ = Anchor::home;
    std::size_t end = 0;
    while (end < path.size() && !slash(path[end])) ++end;
    path.remove_prefix(end);
  } else if (path[0] == '$' || path[0] == '%') {
    for (const std::string_view home : kHomes) {
      if (!same_letters(path.substr(0, home.size()), home)) continue;
      if (path.size() > home.size() && !slash(path[home.size()])) continue;
      anchor_ = Anchor::home;
      path.remove_prefix(home.size());
      break;
    }
  }
  return path;
}

void LexicalPath::add(std::string_view segment, LexicalOptions options) {
  if (options.trim_segments) segment = trimmed_segment(segment);
  if (segment.empty() || segment == ".") return;
  if (segment == "..") {
    dotted_ = true;
    const std::size_t floor = anchor_ == Anchor::drive ? 1 : 0;
    if (segments_.size() > floor) {
      segments_.pop_back();
    } else {
      ++climbs_;
    }
    return;
  }
  if (segment.size() > 2 && segment.find_first_not_of('.') == std::string_view::npos) ++long_dots_;
  // Never more than was reserved: the segments point into it.
  const std::size_t begin = bytes_.size();
  bytes_.resize(begin + segment.size(), boost::container::default_init);
  char* out = bytes_.data() + begin;
  bool globs = false;
  for (const char c : segment) {
    globs |= kGlobs[static_cast<unsigned char>(c)];
    *out++ = options.fold_case ? kFolded[static_cast<unsigned char>(c)] : c;
  }
  globs_ |= globs;
  segments_.emplace_back(bytes_.data() + begin, segment.size());
  if (anchor_ == Anchor::absolute) follow_process_links();
}

void LexicalPath::follow_process_links() {
  const std::size_t count = segments_.size();
  if (count == 2 && same_letters(segments_[0], "private") &&
      (segments_[1] == "etc" || segments_[1] == "var" || segments_[1] == "tmp")) {
    segments_.erase(segments_.begin());  // macOS keeps them there
    return;
  }
  const bool process = count >= 3 && segments_[0] == "proc";
  const bool task = count == 5 && process && segments_[2] == "task";
  if (!process || (count != 3 && !task)) return;
  if (segments_.back() == "root") segments_.clear();
  if (!segments_.empty() && segments_.back() == "cwd") {
    segments_.clear();
    anchor_ = Anchor::relative;
  }
}

std::string LexicalPath::text() const {
  std::string out;
  if (anchor_ == Anchor::absolute) out = "/";
  if (anchor_ == Anchor::home) out = "~/";
  if (anchor_ == Anchor::relative)
    for (std::size_t i = 0; i < climbs_; ++i) out += "../";
  for (const std::string_view segment : segments_) {
    out += segment;
    out += '/';
  }
  if (out.size() > 1) out.pop_back();
  return out.empty() ? "." : out;
}

}  // namespace callgate::analysis
