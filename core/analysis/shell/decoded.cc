#include "core/analysis/shell/decoded.h"

#include <algorithm>
#include <initializer_list>

#include "core/analysis/secrets/base64.h"

namespace callgate::analysis::shell {
namespace {

std::string without_blanks(std::string_view text) {
  std::string out;
  for (const char c : text)
    if (c != ' ' && c != '\n' && c != '\r' && c != '\t') out += c;
  return out;
}

std::string from_hex(std::string_view text) {
  const auto digit = [](char c) {
    return c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
  };
  std::string out;
  for (std::size_t at = 0; at + 1 < text.size(); at += 2) {
    const int high = digit(text[at]), low = digit(text[at + 1]);
    if (high < 0 || low < 0) break;
    out += static_cast<char>(high << 4 | low);
  }
  return out;
}

// Each line back to front.
std::string reversed_lines(std::string_view text) {
  std::string out(text);
  for (auto begin = out.begin(); begin != out.end();) {
    const auto end = std::find(begin, out.end(), '\n');
    std::reverse(begin, end);
    begin = end == out.end() ? end : end + 1;
  }
  return out;
}

// Whether the words from `first` on are among `options`, and one of the first `needed` of these is there.
bool only_options(const std::vector<Argument>& words, std::size_t first,
                  std::initializer_list<std::string_view> options, std::size_t needed) {
  bool asked = false;
  for (std::size_t i = first; i < words.size(); ++i) {
    const auto option = std::find(options.begin(), options.end(), words[i].text);
    if (!words[i].known || option == options.end()) return false;
    asked |= static_cast<std::size_t>(option - options.begin()) < needed;
  }
  return asked;
}

}  // namespace

std::optional<std::string> decoded_output(const std::vector<Argument>& words, std::string_view fed) {
  if (words.empty() || !words[0].known) return std::nullopt;
  const std::string& program = words[0].text;
  const auto decodes = [&](std::size_t first) {
    return only_options(words, first,
                        {"-d", "-D", "--decode", "-di", "-id", "-i", "--ignore-garbage", "-A", "-"}, 5);
  };
  const bool openssl = program == "openssl" && words.size() > 1;
  if ((program == "base64" && decodes(1)) || (openssl && words[1].text == "base64" && decodes(2)))
    return decode_base64(without_blanks(fed));
  const bool plain_hex = only_options(words, 1, {"-r", "-rp", "-pr", "-p", "-ps", "-"}, 3) &&
                         only_options(words, 1, {"-p", "-ps", "-rp", "-pr", "-r", "-"}, 4);
  if (program == "xxd" && plain_hex) return from_hex(without_blanks(fed));
  if (program == "rev" && words.size() == 1) return reversed_lines(fed);
  return std::nullopt;
}

}  // namespace callgate::analysis::shell
