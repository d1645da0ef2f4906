#include "core/guard/spill.h"

#include <algorithm>

namespace callgate::guard {
namespace {

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
}

}  // namespace

bool is_spill_name(std::string_view name) {
  constexpr std::size_t kLongest = 100;
  const std::size_t dot = name.find('.');
  const std::string_view ending = dot == name.npos ? std::string_view() : name.substr(dot);
  return dot > 0 && name.size() <= kLongest && (ending == ".txt" || ending == ".json") &&
         std::ranges::all_of(name.substr(0, dot), is_plain);
}

std::string spill_uri(std::string_view folder, std::string_view name) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string uri = "file://";
  for (const char c : folder) {
    if (is_plain(c) || c == '/' || c == '.' || c == '_' || c == '~') {
      uri += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      uri.append("%").append(1, kHex[byte >> 4]).append(1, kHex[byte & 15]);
    }
  }
  return uri.append("/").append(name);
}

}  // namespace callgate::guard
