#include "core/analysis/path/file_url.h"

#include <algorithm>

namespace callgate::analysis {

std::string_view path_of_file_url(std::string_view text) {
  constexpr std::string_view kScheme = "file:";
  const auto same = [](char a, char b) { return (a | 0x20) == b; };
  if (!std::ranges::equal(text.substr(0, 4), kScheme.substr(0, 4), same) || !text.substr(4).starts_with(":"))
    return {};
  text.remove_prefix(kScheme.size());
  if (!text.starts_with("//")) return text;
  text.remove_prefix(2);
  const std::size_t slash = text.find_first_of("/\\");
  text.remove_prefix(std::min(text.size(), slash));
  // "file:///C:/x" has a slash before the drive.
  const bool drive = text.size() > 2 && text[2] == ':';
  return text.substr(drive ? 1 : 0);
}

}  // namespace callgate::analysis
