#include "core/analysis/url/ipv6.h"

#include <algorithm>
#include <cstdio>

namespace callgate::analysis {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

// Four decimal numbers without leading zeros: the only IPv4 form inside of an IPv6 address.
std::optional<std::uint32_t> dotted(std::string_view text) {
  std::uint32_t address = 0;
  for (int part = 0; part < 4; ++part) {
    std::size_t length = 0;
    std::uint32_t value = 0;
    while (length < text.size() && length < 4 && text[length] >= '0' && text[length] <= '9')
      value = value * 10 + static_cast<std::uint32_t>(text[length++] - '0');
    if (length == 0 || value > 255 || (length > 1 && text[0] == '0')) return {};
    address = (address << 8) | value;
    text.remove_prefix(length);
    if (part < 3) {
      if (!text.starts_with('.')) return {};
      text.remove_prefix(1);
    }
  }
  if (!text.empty()) return {};
  return address;
}

struct Groups {
  std::array<std::uint16_t, 8> values{};
  std::size_t count = 0;
  std::optional<std::size_t> gap;  // where "::" stood

  bool add(std::uint32_t value) {
    if (count == values.size()) return false;
    values[count++] = static_cast<std::uint16_t>(value);
    return true;
  }
};

// One group of hexadecimal digits, or the IPv4 address at the end; false when it is neither.
bool take_group(std::string_view& text, Groups& groups) {
  std::size_t length = 0;
  std::uint32_t value = 0;
  while (length < text.size() && length < 4 && hex_digit(text[length]) >= 0)
    value = value * 16 + static_cast<std::uint32_t>(hex_digit(text[length++]));
  if (length == 0) return false;
  if (length < text.size() && text[length] == '.') {
    const auto address = dotted(text);
    text = {};
    return address && groups.add(*address >> 16) && groups.add(*address & 0xFFFF);
  }
  text.remove_prefix(length);
  return groups.add(value);
}

}  // namespace

std::optional<Ipv6> parse_ipv6(std::string_view text) {
  Groups groups;
  if (text.starts_with("::")) {
    groups.gap = 0;
    text.remove_prefix(2);
  }
  while (!text.empty()) {
    if (!take_group(text, groups)) return {};
    if (text.empty()) break;
    if (text[0] != ':' || text.size() == 1) return {};
    text.remove_prefix(1);
    if (text[0] == ':') {
      if (groups.gap) return {};
      groups.gap = groups.count;
      text.remove_prefix(1);
    }
  }
  if (groups.gap ? groups.count == 8 : groups.count != 8) return {};
  if (groups.gap) {
    const auto from = groups.values.begin() + static_cast<std::ptrdiff_t>(*groups.gap);
    const auto to = groups.values.begin() + static_cast<std::ptrdiff_t>(groups.count);
    std::rotate(from, to, groups.values.end());
  }
  Ipv6 address{};
  for (std::size_t i = 0; i < 8; ++i) {
    address[2 * i] = static_cast<std::uint8_t>(groups.values[i] >> 8);
    address[2 * i + 1] = static_cast<std::uint8_t>(groups.values[i] & 0xFF);
  }
  return address;
}

std::string ipv6_text(const Ipv6& address) {
  std::array<unsigned, 8> groups{};
  for (std::size_t i = 0; i < 8; ++i)
    groups[i] = static_cast<unsigned>(address[2 * i]) << 8 | address[2 * i + 1];
  std::size_t gap = 8, gap_length = 1;  // a single zero is written out
  for (std::size_t i = 0; i < 8; ++i) {
    std::size_t length = 0;
    while (i + length < 8 && groups[i + length] == 0) ++length;
    if (length > gap_length) gap = i, gap_length = length;
  }
  std::string text;
  for (std::size_t i = 0; i < 8; ++i) {
    if (i == gap) {
      text += "::";
      i += gap_length - 1;
      continue;
    }
    if (!text.empty() && !text.ends_with(':')) text += ':';
    std::array<char, 8> digits{};
    std::snprintf(digits.data(), digits.size(), "%x", groups[i]);
    text += digits.data();
  }
  return text;
}

}  // namespace callgate::analysis
