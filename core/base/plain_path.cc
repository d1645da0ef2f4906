#include "core/base/plain_path.h"

#include <algorithm>
#include <vector>

namespace callgate {

std::string plain_path(std::string_view path) {
  const std::size_t scheme = path.find("://");
  std::string out;
  if (scheme != path.npos) {
    out = path.substr(0, scheme + 3);
    path.remove_prefix(scheme + 3);
  }
  const std::size_t root = out.size();
  const bool absolute = path.starts_with('/');
  if (absolute) out += '/';
  const std::size_t floor = out.size();
  std::vector<std::size_t> starts;  // where each kept segment that ".." may take back begins
  while (!path.empty()) {
    const std::size_t cut = std::min(path.find('/'), path.size());
    const std::string_view segment = path.substr(0, cut);
    path.remove_prefix(std::min(cut + 1, path.size()));
    if (segment.empty() || segment == ".") continue;
    if (segment == ".." && !starts.empty()) {
      out.resize(starts.back());
      starts.pop_back();
      continue;
    }
    if (segment == ".." && absolute) continue;
    const std::size_t before = out.size();
    if (out.size() > floor) out += '/';
    out += segment;
    if (segment != "..") starts.push_back(before);
  }
  return out.size() == root ? out + '.' : out;
}

}  // namespace callgate
