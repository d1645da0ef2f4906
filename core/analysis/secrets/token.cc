// Tokens with the format of a vendor, and JSON Web Tokens.
#include <algorithm>
#include <array>
#include <cstdint>
#include <string>

#include "core/analysis/secrets/base64.h"
#include "core/analysis/secrets/finders.h"
#include "core/analysis/secrets/value.h"

namespace callgate::analysis {
namespace {

// More of one character than chance puts there: the zeros of binary data in base64.
bool lopsided(std::string_view tail) {
  std::array<std::uint16_t, 256> counts{};
  std::uint16_t most = 0;
  for (const char c : tail) most = std::max(most, ++counts[static_cast<unsigned char>(c)]);
  return most * 5u > tail.size() && tail.size() >= 30;
}

bool tail_fits(std::string_view tail, Tail demanded) {
  if (demanded == Tail::any) return true;
  bool digit = false, letter = false;
  for (const char c : tail) digit |= kDigits.has(c), letter |= kLetters.has(c);
  if (demanded == Tail::digit) return digit;
  return digit && letter && !reads_like_words(tail) && !lopsided(tail);
}

// "0123456789abcdef…", "1234567890…": each character follows the one before.
bool counts_up(std::string_view tail) {
  if (!tail.starts_with("0123456789") && !tail.starts_with("1234567890")) return false;
  if (run_end(tail, 0, kAlnum) != tail.size()) return false;
  std::size_t steps = 0;
  for (std::size_t i = 1; i < tail.size(); ++i) {
    const char last = tail[i - 1], next = tail[i];
    steps += next == last + 1 || (last == '9' && (next == '0' || next == 'a' || next == 'A')) ||
             ((last == 'f' || last == 'F' || last == 'z') && (next == '0' || next == 'A'));
  }
  return steps * 10 >= (tail.size() - 1) * 9;
}

// "ghp_xxxxxxxx", "sk-your-key-here", "ghp_PersonalAccessToken0000".
bool stands_in(std::string_view token, std::string_view tail) {
  if (tail.size() >= 20 && reads_like_words(tail, 10) && !lopsided(tail)) return true;
  if (tail.ends_with("00000000") || counts_up(tail)) return true;
  for (const std::string_view sign : {"xxxxxx", "XXXXXX", "your-", "your_", "YOUR", "******", "......"}) {
    if (token.find(sign) != token.npos) return true;
  }
  return false;
}

}  // namespace

bool begins_token(std::string_view text, std::size_t at) {
  if (at == 0 || !kAlnum.has(text[at - 1])) return true;
  if (at >= 2 && text[at - 2] == '\\' &&
      std::string_view("nrtbf").find(text[at - 1]) != std::string_view::npos)
    return true;
  return at >= 3 && text[at - 3] == '%' && kAnyHex.has(text[at - 2]) && kAnyHex.has(text[at - 1]);
}

Finding find_token(std::string_view text, std::size_t at, const Vendor& vendor, const Shape& shape) {
  std::size_t begin = at;
  if (!vendor.before.empty()) {
    const Shape::Run run = Shape(vendor.before).runs().front();
    begin = run_begin(text, at, run.set, run.max);
    if (at - begin < run.min) return {};
  }
  const bool bounded = kAlnum.has(text[begin]);
  if (bounded && !begins_token(text, begin)) return {};
  const Shape::Match match = shape.match(text, at);
  if (!match.fits) return {};
  if (match.end < text.size()) {
    const char next = text[match.end];
    if (kAlnum.has(next) || (next == '_' && shape.runs().back().set.has('_'))) return {};
  }
  const std::string_view token = text.substr(begin, match.end - begin);
  std::size_t fixed = 0;
  while (fixed < shape.runs().size() && shape.runs()[fixed].max == 1) ++fixed;
  const std::string_view tail = text.substr(at + fixed, match.end - at - fixed);
  if (stands_in(token, tail) || !tail_fits(tail, vendor.tail)) return {};
  return Found{begin, match.end, vendor.kind};
}

Finding find_jwt(std::string_view text, std::size_t at) {
  if (!begins_token(text, at) || (at > 0 && (text[at - 1] == '_' || text[at - 1] == '-'))) return {};
  const std::size_t header_end = run_end(text, at, kWord);
  if (header_end >= text.size() || text[header_end] != '.') return {};
  const std::string header = decode_base64(text.substr(at, std::min<std::size_t>(header_end - at, 4096)));
  if (!header.starts_with("{\"")) return {};
  if (header.find("\"alg\"") == header.npos && header.find("\"typ\"") == header.npos) return {};
  std::size_t end = header_end, parts = 1;
  while (end + 1 < text.size() && text[end] == '.' && kWord.has(text[end + 1]) && parts < 5) {
    end = run_end(text, end + 1, kWord);
    ++parts;
  }
  const std::string_view rest = text.substr(header_end + 1, end - header_end - 1);
  const bool unsigned_one = parts == 2 && rest.starts_with("eyJ") && rest.size() > 10;
  if (parts < 3 && !unsigned_one) return {};
  return Found{at, end, "jwt"};
}

}  // namespace callgate::analysis
