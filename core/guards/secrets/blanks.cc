#include "core/guards/secrets/blanks.h"

#include <algorithm>
#include <array>

#include "core/guard/fingerprint.h"
#include "core/json/view.h"

namespace callgate::guard {
namespace {

constexpr std::string_view kKind = "{kind}";

// Eight digits that are the same for the same secret, as long as this process lives.
std::string hash_of(std::string_view secret) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::uint64_t hash = short_hash(secret);
  std::string text(8, '0');
  for (char& c : text) c = kDigits[hash & 15], hash >>= 4;
  return text;
}

void append_blank(std::string& out, const Marked& one, std::string_view secret, policy::SecretStyle style) {
  if (one.with.empty()) {
    out.append("[redacted:").append(one.secret.kind);
    if (style == policy::SecretStyle::hash) out.append(":").append(hash_of(secret));
    out += ']';
    return;
  }
  std::string blank(one.with);
  if (const std::size_t at = blank.find(kKind); at != blank.npos)
    blank.replace(at, kKind.size(), one.secret.kind);
  const std::string quoted = json::quote(blank);
  out.append(quoted, 1, quoted.size() - 2);
}

}  // namespace

std::string blanked(std::string_view json, const std::vector<Marked>& marked, policy::SecretStyle style) {
  std::string out;
  out.reserve(json.size() + marked.size() * 16);
  std::size_t from = 0;
  for (const Marked& one : marked) {
    const json::Span at = one.secret.at;
    out.append(json.substr(from, at.at - from));
    append_blank(out, one, json::text_of(json, at), style);
    from = std::size_t{at.at} + at.size;
  }
  return out.append(json.substr(from));
}

std::string kinds_of(const std::vector<Marked>& marked) {
  constexpr std::size_t kNamed = 4;
  std::vector<std::string_view> kinds;
  for (const Marked& one : marked) {
    if (std::ranges::find(kinds, one.secret.kind) == kinds.end()) kinds.push_back(one.secret.kind);
  }
  std::string text;
  for (std::size_t i = 0; i < std::min(kNamed, kinds.size()); ++i) {
    text.append(i == 0 ? "" : ", ").append(kinds[i]);
  }
  if (kinds.size() > kNamed) text += " and " + std::to_string(kinds.size() - kNamed) + " more";
  return text;
}

}  // namespace callgate::guard
