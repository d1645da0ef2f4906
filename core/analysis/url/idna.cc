#include "core/analysis/url/idna.h"

#include <idn2.h>

#include <array>
#include <memory>
#include <vector>

#include "core/analysis/url/punycode.h"

namespace callgate::analysis {
namespace {

constexpr std::size_t kLongestLabel = 63;

int convert(const std::string& text, std::string& out) {
  char* found = nullptr;
  const int status = idn2_to_ascii_8z(text.c_str(), &found, IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL);
  const std::unique_ptr<char, void (*)(void*)> owned(found, idn2_free);
  if (status == IDN2_OK) out = owned.get();
  return status;
}

// The code point at `at`, which moves behind it. `text` is UTF-8: libidn2 has read it.
char32_t next_code(std::string_view text, std::size_t& at) {
  const auto lead = static_cast<unsigned char>(text[at++]);
  const int more = lead < 0xC0 ? 0 : lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
  char32_t code = more == 0 ? lead : lead & (0x3F >> more);
  for (int i = 0; i < more && at < text.size(); ++i)
    code = code << 6 | (static_cast<unsigned char>(text[at++]) & 0x3F);
  return code;
}

// Symbols that UTS #46 leaves as they are and libidn2 refuses, because IDNA 2008 does: snowmen and other
// emoji. Without those that stand for letters, digits or ASCII signs.
bool symbol(char32_t code) {
  if (code >= 0x2460 && code <= 0x24FF) return false;
  if (code >= 0x2A74 && code <= 0x2A76) return false;
  if (code >= 0x1F100 && code <= 0x1F2FF) return false;
  return (code >= 0x2190 && code <= 0x2BFF) || (code >= 0x1F000 && code <= 0x1FAFF);
}

std::optional<std::string> symbol_label(std::string_view label) {
  constexpr char32_t kEmojiStyle = 0xFE0F;  // ignored in names
  std::vector<char32_t> codes;
  for (std::size_t at = 0; at < label.size();) {
    const char32_t code = next_code(label, at);
    if (code == kEmojiStyle) continue;
    if (code >= 0x80 && !symbol(code)) return {};
    codes.push_back(code >= 'A' && code <= 'Z' ? code | 0x20 : code);
  }
  if (codes.size() > kLongestLabel) return {};
  return "xn--" + punycode(codes);
}

// Label by label, for names that are only refused for their symbols.
std::optional<std::string> with_symbols(std::string_view domain) {
  std::string out, ascii;
  while (true) {
    const std::size_t dot = domain.find('.');
    const std::string label(domain.substr(0, dot));
    if (label.empty() || convert(label, ascii) == IDN2_OK) {
      out += label.empty() ? label : ascii;
    } else {
      const auto encoded = symbol_label(label);
      if (!encoded) return {};
      out += *encoded;
    }
    if (dot == std::string_view::npos) return out;
    out += '.';
    domain.remove_prefix(dot + 1);
  }
}

}  // namespace

std::optional<std::string> to_ascii(std::string_view domain) {
  // libidn2 reads C strings; a NUL would hide what follows it.
  if (domain.find('\0') != std::string_view::npos) return {};
  std::string out;
  const int status = convert(std::string(domain), out);
  if (status == IDN2_OK) return out;
  return status == IDN2_DISALLOWED ? with_symbols(domain) : std::nullopt;
}

}  // namespace callgate::analysis
