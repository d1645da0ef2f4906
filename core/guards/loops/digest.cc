#include "core/guards/loops/digest.h"

#include "core/json/escape.h"
#include "core/json/view.h"

namespace callgate::guard {

std::string digest_of(std::string_view result) {
  constexpr std::size_t kMax = 160;
  json::Elements content(json::member(result, "content"));
  std::string_view block;
  if (!content.next(block)) return {};
  const std::string_view literal = json::member(block, "text");
  if (literal.size() < 2) return {};
  // An escape has at most twelve bytes for what is one character, and twelve more may be cut in two.
  constexpr std::size_t kLook = 12 * (kMax + 2);
  const std::string_view raw = literal.substr(1, literal.size() - 2);
  std::string text;
  json::append_decoded(text, raw.substr(0, kLook));
  bool cut = text.size() > kMax;
  std::size_t end = cut ? kMax : text.size();
  while (cut && end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  text.resize(end);
  for (char& c : text) {
    if (c == '\n' || c == '\r' || c == '\t') c = ' ';
  }
  return cut ? text + "…" : text;
}

}  // namespace callgate::guard
