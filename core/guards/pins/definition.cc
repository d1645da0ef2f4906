#include "core/guards/pins/definition.h"

#include <algorithm>
#include <array>

#include "core/base/digest.h"
#include "core/json/canonical.h"
#include "core/json/view.h"

namespace callgate::guard {
namespace {

constexpr std::array<std::string_view, 6> kPinned{"annotations", "description",  "inputSchema",
                                                  "name",        "outputSchema", "title"};

bool is_pinned(std::string_view key) {
  if (key.find('\\') == key.npos) return std::ranges::find(kPinned, key) != kPinned.end();
  const std::string plain = json::decode('"' + std::string(key) + '"');
  return std::ranges::find(kPinned, plain) != kPinned.end();
}

}  // namespace

std::string pinned_part(std::string_view definition) {
  std::string part = "{";
  json::Members walk(definition);
  for (json::Member member; walk.next(member);) {
    if (!is_pinned(member.key)) continue;
    if (part.size() > 1) part += ',';
    part.append("\"").append(member.key).append("\":").append(member.value);
  }
  return part + "}";
}

std::string pin_digest(std::string_view definition) {
  const auto text = json::canonical(pinned_part(definition));
  return sha256_hex(text ? std::string_view(*text) : definition);
}

}  // namespace callgate::guard
