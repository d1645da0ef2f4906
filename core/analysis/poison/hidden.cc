// Invisible and reordering characters (Unicode 15, chapter 23), control characters, terminal sequences
// (ECMA-48).
#include <optional>

#include "core/analysis/byte_set.h"
#include "core/analysis/poison/code_points.h"
#include "core/analysis/poison/finders.h"
#include "core/json/skip.h"

namespace callgate::analysis {
namespace {

constexpr std::uint32_t kJoiner = 0x200D, kNonJoiner = 0x200C, kByteOrderMark = 0xFEFF, kBlackFlag = 0x1F3F4;

bool is_zero_width(std::uint32_t c) {
  return between(c, 0x200B, 0x200D) || between(c, 0x2060, 0x2065) || between(c, 0x206A, 0x206F) ||
         between(c, 0x1D173, 0x1D17A) || between(c, 0x1BCA0, 0x1BCA3) || c == kByteOrderMark || c == 0x180E ||
         c == 0x034F || c == 0x00AD || c == 0x115F || c == 0x1160 || c == 0x3164 || c == 0xFFA0 ||
         c == 0x17B4 || c == 0x17B5 || between(c, 0xFFF0, 0xFFFB);
}
bool is_bidi(std::uint32_t c) {
  return between(c, 0x202A, 0x202E) || between(c, 0x2066, 0x2069);
}
// Marks of direction: one at a time is usual, also by itself in left-to-right text.
bool is_direction(std::uint32_t c) {
  return c == 0x200E || c == 0x200F || c == 0x061C;
}
// Blank without being white space, except within a picture of Braille.
bool is_blank_braille(std::uint32_t c) {
  return c == 0x2800;
}
bool is_tag(std::uint32_t c) {
  return between(c, 0xE0000, 0xE0FFF) && !between(c, 0xE0100, 0xE01EF);
}
bool is_selector(std::uint32_t c) {
  return between(c, 0xFE00, 0xFE0F) || between(c, 0xE0100, 0xE01EF);
}
bool is_private(std::uint32_t c) {
  return between(c, 0xE000, 0xF8FF) || between(c, 0xF0000, 0x10FFFD);
}
bool is_emoji(std::uint32_t c) {
  return between(c, 0x1F000, 0x1FAFF) || between(c, 0x2190, 0x2BFF) || c == 0xFE0F || c == 0x3030 ||
         c == 0x20E3;
}
// Scripts in which joiners change how letters are drawn: Arabic to Thaana, those of India, Khmer, Mongolian.
bool joins(std::uint32_t c) {
  return between(c, 0x0600, 0x08FF) || between(c, 0x0900, 0x0DFF) || between(c, 0x0F00, 0x109F) ||
         between(c, 0x1780, 0x18AF) || between(c, 0xFB50, 0xFDFF) || between(c, 0xFE70, 0xFEFC);
}

// What is not drawn, of whatever nature.
bool is_unseen(std::uint32_t c) {
  const bool blank = c == '\t' || c == '\n' || c == '\f' || c == '\r';
  return (c < 0x20 && !blank) || between(c, 0x7F, 0x9F) || is_zero_width(c) || is_bidi(c) || is_tag(c) ||
         is_selector(c);
}
bool unseen_before(std::string_view text, std::size_t at) {
  return at > 0 && is_unseen(code_point_before(text, at));
}
bool unseen_at(std::string_view text, std::size_t at) {
  return at < text.size() && is_unseen(code_point_at(text, at).code);
}

// A run of characters of one nature, from `at` on.
std::size_t run_of(std::string_view text, std::size_t at, bool (*nature)(std::uint32_t)) {
  while (at < text.size()) {
    const CodePoint next = code_point_at(text, at);
    if (!nature(next.code)) break;
    at += next.size;
  }
  return at;
}

// Whether letters that are written from right to left stand near.
bool is_right_to_left(std::string_view text, std::size_t at) {
  constexpr std::size_t kNear = 64;
  const std::size_t begin = at > kNear ? at - kNear : 0, end = std::min(text.size(), at + kNear);
  for (std::size_t i = begin; i + 1 < end; ++i) {
    const auto lead = static_cast<unsigned char>(text[i]);
    if (lead >= 0xD6 && lead <= 0xDF && (static_cast<unsigned char>(text[i + 1]) & 0xC0) == 0x80) return true;
  }
  return false;
}

// Whether the single zero-width character [at, end) does what it is for.
bool has_purpose(std::string_view text, std::size_t at, std::size_t end, std::uint32_t code) {
  if (code == kByteOrderMark) return at == 0;
  const std::uint32_t before = code_point_before(text, at);
  const std::uint32_t after = end < text.size() ? code_point_at(text, end).code : 0;
  if (code == kJoiner && is_emoji(before) && is_emoji(after)) return true;
  if (code != kJoiner && code != kNonJoiner) return false;
  return joins(before) && (joins(after) || (after < 0x80 && !unseen_at(text, end)));
}

// Behind the introducer of a terminal sequence: where it ends. Of one that does not end, only what is
// certain.
std::size_t sequence_end(std::string_view text, std::size_t at, char kind) {
  constexpr ByteSet kParameters{" -?"}, kFinals{"@-~"};
  if (kind == '[') {
    const std::size_t end = run_end(text, at, kParameters, 64);
    return end < text.size() && kFinals.has(text[end]) ? end + 1 : end;
  }
  // Strings (OSC, DCS, APC, PM, SOS) end with BEL or ESC backslash.
  const std::size_t limit = std::min(text.size(), at + 4096);
  for (std::size_t end = at; end < limit; ++end) {
    if (text[end] == '\a') return end + 1;
    if (text[end] == '\x1B') return text.substr(end + 1, 1) == "\\" ? end + 2 : end;
  }
  return at;
}

std::optional<Poison> control_at(std::string_view text, std::size_t at, const CodePoint& here,
                                 PoisonContext context) {
  const std::size_t end = at + here.size;
  if (here.code == 0x1B) {
    const char kind = end < text.size() ? text[end] : '\0';
    if (kind == '[' || "]P_^X"_set.has(kind))
      return poison_at(at, sequence_end(text, end + 1, kind), "escape-sequence", true);
    return poison_at(at, end, "escape-sequence", true);
  }
  if (here.code == 0x9B) return poison_at(at, sequence_end(text, end, '['), "escape-sequence", true);
  if (here.code == '\f' && context == PoisonContext::result) return std::nullopt;  // of pages
  if (here.code < 0x20 || between(here.code, 0x7F, 0x9F))
    return poison_at(at, end, "control-character", true);
  return std::nullopt;
}

std::optional<Poison> hidden_at(std::string_view text, std::size_t at, const CodePoint& here,
                                PoisonContext context) {
  const std::uint32_t c = here.code;
  const bool result = context == PoisonContext::result;
  if (is_zero_width(c)) {
    const std::size_t end = run_of(text, at, is_zero_width);
    const bool single = end == at + here.size;
    if (single && has_purpose(text, at, end, c)) return std::nullopt;
    // Many that each stand alone only because of others between them are a message all the same.
    if (single && result && !unseen_before(text, at) && !unseen_at(text, end)) return std::nullopt;
    // One joiner after the other has no purpose anywhere.
    return poison_at(at, end, "hidden-text", true);
  }
  if (is_direction(c) || is_blank_braille(c)) {
    const std::size_t end = run_of(text, at, is_direction(c) ? is_direction : is_blank_braille);
    const std::uint32_t before = code_point_before(text, at);
    const std::uint32_t after = end < text.size() ? code_point_at(text, end).code : 0;
    const bool picture = between(before, 0x2801, 0x28FF) || between(after, 0x2801, 0x28FF);
    if (picture || end < at + 3 * here.size) return std::nullopt;
    return poison_at(at, end, "hidden-text", true);
  }
  if (is_bidi(c)) {
    const bool isolate = c >= 0x2066;
    const bool rightly =
        result && (joins(code_point_before(text, at)) || (isolate && is_right_to_left(text, at)));
    return rightly ? std::nullopt : std::optional(poison_at(at, at + here.size, "bidi", true));
  }
  if (is_tag(c)) {
    const std::size_t end = run_of(text, at, is_tag);
    const std::uint32_t before = code_point_before(text, at);
    const bool flag = is_tag(before) || (before == kBlackFlag && end - at <= 4 * 8);
    return flag ? std::nullopt : std::optional(poison_at(at, end, "hidden-text", true));
  }
  if (is_selector(c)) {
    const std::size_t end = run_of(text, at, is_selector);
    const bool supplement = c >= 0xE0100, single = end == at + here.size;
    const std::uint32_t before = code_point_before(text, at);
    const bool ideograph = between(before, 0x2E80, 0x2FFFF) && !is_private(before) && !is_unseen(before);
    if (single && (supplement ? ideograph : !unseen_before(text, at))) return std::nullopt;
    return poison_at(at, end, "hidden-text", true);
  }
  if (is_private(c) && !result) return poison_at(at, run_of(text, at, is_private), "private-use", true);
  return std::nullopt;
}

// The length of a character of the scripts that make up most text beyond ASCII, told by its first byte
// (accented Latin, Greek, Cyrillic, and U+3000 to U+9FFF), none of which is hidden but U+3164; 0 for any
// other.
std::size_t usual_length(std::string_view text, std::size_t at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  if (lead >= 0xE3 && lead <= 0xE9) return text.substr(at, 3) == "\xE3\x85\xA4" ? 0 : 3;
  return (lead >= 0xC3 && lead <= 0xCA) || (lead >= 0xCE && lead <= 0xD1) ? 2 : 0;
}

}  // namespace

std::size_t skip_visible(std::string_view text, std::size_t at) {
  const auto odd = [](char c) {
    return (static_cast<signed char>(c) < 0x20 && c != '\n' && c != '\t' && c != '\r') || c == 0x7F;
  };
  const char *p = text.data() + at, *end = text.data() + text.size();
#ifdef CALLGATE_LANES
  using namespace json::detail;
  for (; end - p >= 16; p += 16) {
    const Lane bytes = load(p);
    // A tab or a line end turns into 0x89 or more by one flipped bit, so both sides are compared by
    // themselves.
    std::uint64_t hits = mask(either(below(bytes, 0x20), same(bytes, 0x7F)));
    if (hits == 0) continue;
    hits &= ~mask(either(same(bytes, '\n'), either(same(bytes, '\t'), same(bytes, '\r'))));
    if (hits != 0) return static_cast<std::size_t>(p - text.data()) + static_cast<std::size_t>(first(hits));
  }
#endif
  while (p != end && !odd(*p)) ++p;
  return static_cast<std::size_t>(p - text.data());
}

void find_hidden(std::string_view text, PoisonContext context, std::vector<Poison>& out) {
  for (std::size_t at = skip_visible(text, 0); at < text.size(); at = skip_visible(text, at)) {
    if (const std::size_t usual = usual_length(text, at)) {
      do at += usual;
      while (at < text.size() && usual_length(text, at) == usual);
      if (at >= text.size()) break;
      continue;
    }
    const CodePoint here = code_point_at(text, at);
    auto found = control_at(text, at, here, context);
    if (!found && here.code >= 0x80) found = hidden_at(text, at, here, context);
    if (found) out.push_back(*found);
    at = found ? at + found->at.size : at + here.size;
  }
}

}  // namespace callgate::analysis
