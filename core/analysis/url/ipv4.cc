#include "core/analysis/url/ipv4.h"

#include <algorithm>
#include <array>

namespace callgate::analysis {
namespace {

constexpr std::uint64_t kTooLarge = std::uint64_t{1} << 40;

int digit_of(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : 99;
}

// One part; anything from kTooLarge on is only known to be too large.
std::optional<std::uint64_t> number_of(std::string_view part) {
  if (part.empty()) return {};
  int base = 10;
  if (part.size() >= 2 && part[0] == '0') {
    const bool hexadecimal = (part[1] | 0x20) == 'x';
    base = hexadecimal ? 16 : 8;
    part.remove_prefix(hexadecimal ? 2 : 1);
  }
  std::uint64_t value = 0;
  for (const char c : part) {
    const int digit = digit_of(c);
    if (digit >= base) return {};
    value = std::min(kTooLarge, value * static_cast<std::uint64_t>(base) + static_cast<std::uint64_t>(digit));
  }
  return value;
}

std::string_view without_last_dot(std::string_view host) {
  if (host.size() > 1 && host.ends_with('.')) host.remove_suffix(1);
  return host;
}

}  // namespace

bool ends_in_number(std::string_view host) {
  host = without_last_dot(host);
  const std::string_view last = host.substr(host.rfind('.') + 1);
  if (last.empty() || last[0] < '0' || last[0] > '9') return false;
  return std::ranges::all_of(last, [](char c) { return c >= '0' && c <= '9'; }) ||
         number_of(last).has_value();
}

std::optional<std::uint32_t> parse_ipv4(std::string_view host) {
  host = without_last_dot(host);
  std::uint64_t address = 0;
  for (int part = 0; part < 4; ++part) {
    const std::size_t dot = host.find('.');
    const auto number = number_of(host.substr(0, dot));
    if (!number) return {};
    if (dot == std::string_view::npos) {
      const int bits_left = 8 * (4 - part);
      if (*number >= std::uint64_t{1} << bits_left) return {};
      return static_cast<std::uint32_t>((address << bits_left) | *number);
    }
    if (*number > 255) return {};
    address = (address << 8) | *number;
    host.remove_prefix(dot + 1);
  }
  return {};
}

std::string ipv4_text(std::uint32_t address) {
  std::array<char, 16> text{};
  char* out = text.data();
  for (int shift = 24; shift >= 0; shift -= 8) {
    const std::uint32_t byte = (address >> shift) & 0xFF;
    if (byte >= 100) *out++ = static_cast<char>('0' + byte / 100);
    if (byte >= 10) *out++ = static_cast<char>('0' + byte / 10 % 10);
    *out++ = static_cast<char>('0' + byte % 10);
    if (shift > 0) *out++ = '.';
  }
  return {text.data(), out};
}

}  // namespace callgate::analysis
