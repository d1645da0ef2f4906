#include "core/analysis/shell/reader.h"

namespace callgate::analysis::shell {
namespace {

int digit_of(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return 99;
}

void append_utf8(std::string& to, unsigned code) {
  if (code < 0x80) {
    to += static_cast<char>(code);
  } else if (code < 0x800) {
    to += static_cast<char>(0xC0 | code >> 6);
    to += static_cast<char>(0x80 | (code & 0x3F));
  } else {
    to += static_cast<char>(0xE0 | (code >> 12 & 0x0F));
    to += static_cast<char>(0x80 | (code >> 6 & 0x3F));
    to += static_cast<char>(0x80 | (code & 0x3F));
  }
}

}  // namespace

std::string decode_escape(std::string_view text, std::size_t& at) {
  const auto number = [&](int base, int most) {
    unsigned value = 0;
    for (int i = 0; i < most && at < text.size() && digit_of(text[at]) < base; ++i) {
      value = value * static_cast<unsigned>(base) + static_cast<unsigned>(digit_of(text[at++]));
    }
    return value;
  };
  ++at;
  if (at >= text.size()) return "\\";
  const char c = text[at];
  if (c >= '0' && c <= '7') return {static_cast<char>(number(8, 3))};
  ++at;
  std::string out;
  switch (c) {
    case 'x':
      return {static_cast<char>(number(16, 2))};
    case 'u':
      append_utf8(out, number(16, 4));
      return out;
    case 'U':
      append_utf8(out, number(16, 8));
      return out;
    case 'n':
      return "\n";
    case 't':
      return "\t";
    case 'r':
      return "\r";
    case 'a':
      return "\a";
    case 'b':
      return "\b";
    case 'e':
    case 'E':
      return "\x1b";
    case 'f':
      return "\f";
    case 'v':
      return "\v";
    case 'c':
      if (at < text.size()) ++at;
      return "\x01";
    case '\\':
    case '\'':
    case '"':
    case '?':
      return {c};
    default:
      return {'\\', c};
  }
}

}  // namespace callgate::analysis::shell
