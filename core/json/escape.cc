#include "core/json/escape.h"

#include <cstring>

#include "core/json/utf8.h"

namespace callgate::json {
namespace {

constexpr std::uint32_t kReplacement = 0xFFFD;

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char folded = static_cast<char>(c | 0x20);
  return folded >= 'a' && folded <= 'f' ? folded - 'a' + 10 : -1;
}

}  // namespace

int escape_length(const char* text, std::size_t size, std::uint32_t& code) {
  if (size < 2) return 0;
  switch (text[1]) {
    case '"':
    case '\\':
    case '/':
      code = static_cast<std::uint8_t>(text[1]);
      return 2;
    case 'b':
      code = '\b';
      return 2;
    case 'f':
      code = '\f';
      return 2;
    case 'n':
      code = '\n';
      return 2;
    case 'r':
      code = '\r';
      return 2;
    case 't':
      code = '\t';
      return 2;
    case 'u':
      break;
    default:
      return -1;
  }
  code = 0;
  for (int i = 2; i < 6; ++i) {
    if (static_cast<std::size_t>(i) >= size) return 0;
    const int digit = hex_value(text[i]);
    if (digit < 0) return -i;
    code = code << 4 | static_cast<std::uint32_t>(digit);
  }
  return 6;
}

void append_decoded(std::string& out, std::string_view raw) {
  const char *p = raw.data(), *end = p + raw.size();
  const auto left = [&] { return static_cast<std::size_t>(end - p); };
  while (p != end) {
    const void* found = std::memchr(p, '\\', left());
    const char* stop = found ? static_cast<const char*>(found) : end;
    out.append(p, stop);
    p = stop;
    if (p == end) break;
    std::uint32_t code = 0, second = 0;
    const int length = escape_length(p, left(), code);
    if (length <= 0) {
      out.push_back(*p++);
      continue;
    }
    p += length;
    if (is_high_surrogate(code) && p != end && *p == '\\' && escape_length(p, left(), second) == 6 &&
        is_low_surrogate(second)) {
      p += 6;
      code = 0x10000 + ((code - 0xD800) << 10) + (second - 0xDC00);
    }
    append_utf8(out, is_high_surrogate(code) || is_low_surrogate(code) ? kReplacement : code);
  }
}

}  // namespace callgate::json
