#include "core/mcp/names.h"

#include <algorithm>
#include <vector>

#include "core/base/digest.h"

namespace callgate::mcp {
namespace {

constexpr std::size_t kSuffix = 9;  // '-' and eight hex digits

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

// A name in the wrong case is closer than any other mistake.
char folded(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string joined(std::string_view prefix, std::string_view native) {
  return sanitised(std::string(prefix) + "__" + std::string(native));
}

}  // namespace

std::string sanitised(std::string_view text) {
  std::string out(text);
  std::replace_if(
      out.begin(), out.end(), [](char c) { return !is_plain(c); }, '-');
  return out;
}

std::string exposed_name(std::string_view prefix, std::string_view native, std::size_t max_length) {
  if (prefix.empty()) return std::string(native);
  std::string name = joined(prefix, native);
  return name.size() <= max_length ? name : suffixed_name(prefix, native, max_length);
}

std::string suffixed_name(std::string_view prefix, std::string_view native, std::size_t max_length) {
  std::string name = joined(prefix, native);
  name.resize(std::min(name.size(), max_length - std::min(max_length, kSuffix)));
  const std::string owner = std::string(prefix) + '\0' + std::string(native);
  return name + '-' + sha256_hex(owner).substr(0, kSuffix - 1);
}

std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > limit) return limit + 1;
  std::vector<std::size_t> row(a.size() + 1);
  for (std::size_t i = 0; i <= a.size(); ++i) row[i] = i;
  for (std::size_t j = 1; j <= b.size(); ++j) {
    std::size_t diagonal = row[0];
    row[0] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
      const std::size_t substitute = diagonal + (folded(a[i - 1]) == folded(b[j - 1]) ? 0 : 1);
      diagonal = row[i];
      row[i] = std::min({row[i] + 1, row[i - 1] + 1, substitute});
    }
  }
  return row[a.size()];
}

}  // namespace callgate::mcp
