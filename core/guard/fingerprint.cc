#include "core/guard/fingerprint.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "core/base/seal.h"
#include "core/guard/call.h"
#include "core/json/canonical.h"

namespace callgate::guard {
namespace {

constexpr std::size_t kWhole = 64 * 1024, kTail = 4 * 1024;

struct Seeds {
  std::array<std::uint64_t, 4> of;
  Seeds() {
    const std::string hex = random_hex(32);
    for (std::size_t i = 0; i < of.size(); ++i) of[i] = std::stoull(hex.substr(i * 16, 16), nullptr, 16) | 1;
  }
};
const std::array<std::uint64_t, 4>& seeds() {
  static const Seeds kSeeds;
  return kSeeds.of;
}

// Both halves of a 64x64 bit product: every bit of the inputs reaches every bit of the result.
std::uint64_t mix(std::uint64_t a, std::uint64_t b) {
  __extension__ using Wide = unsigned __int128;
  const Wide product = static_cast<Wide>(a) * b;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

std::uint64_t load(const char* from, std::size_t count) {
  std::uint64_t word = 0;
  std::memcpy(&word, from, count);
  return word;
}

std::uint64_t hash(std::string_view bytes, std::uint64_t seed) {
  const auto& key = seeds();
  std::uint64_t state = seed ^ mix(bytes.size() ^ key[0], key[1]);
  const char* at = bytes.data();
  std::size_t left = bytes.size();
  for (; left >= 16; at += 16, left -= 16)
    state = mix(load(at, 8) ^ key[2] ^ state, load(at + 8, 8) ^ key[3]);
  if (left > 8) {
    state = mix(load(at, 8) ^ key[2] ^ state, load(at + 8, left - 8) ^ key[3]);
  } else if (left > 0) {
    state = mix(load(at, left) ^ key[2] ^ state, key[3]);
  }
  return mix(state ^ key[1], bytes.size() ^ key[0]);
}

Fingerprint both(std::string_view bytes, std::uint64_t salt) {
  const auto& key = seeds();
  return {hash(bytes, key[0] + salt), hash(bytes, key[3] - salt)};
}

Fingerprint chain(const Fingerprint& a, const Fingerprint& b) {
  const auto& key = seeds();
  return {mix(a.high ^ key[1], b.high ^ key[2]) + a.high, mix(a.low ^ key[3], b.low ^ key[0]) + a.low};
}

enum Salt : std::uint64_t { kText = 1, kNumber, kWord, kObject, kArray, kTool };

Fingerprint of_number(std::string_view raw) {
  const bool plain = raw.find_first_of(".eE") == raw.npos && raw != "-0";
  if (plain && (raw.back() != '0' || raw == "0")) return both(raw, kNumber);
  // "5e1" is how 50 and 50.0 are spelled there, "7" how 7 and 7.0 are.
  const Result<std::string> canonical = json::canonical(raw);
  return both(canonical ? std::string_view(*canonical) : raw, kNumber);
}

Fingerprint of_value(const json::Outline& outline, std::uint32_t at, std::span<const std::string> ignored) {
  const json::Entry& entry = outline[at];
  switch (entry.type) {
    case json::Type::string:
      return both(entry.text, kText);
    case json::Type::number:
      return of_number(entry.raw);
    case json::Type::boolean:
    case json::Type::null:
      return both(entry.raw, kWord);
    case json::Type::array: {
      Fingerprint all = both("", kArray);
      for (std::uint32_t i = at + 1; i < entry.end; i = outline[i].end)
        all = chain(all, of_value(outline, i, {}));
      return all;
    }
    case json::Type::object:
      break;
  }
  // Members are added up, so that their order does not count.
  Fingerprint all = both("", kObject);
  for (std::uint32_t i = at + 1; i < entry.end; i = outline[i].end) {
    const std::string_view key = outline[i].key;
    if (std::find(ignored.begin(), ignored.end(), key) != ignored.end()) continue;
    const Fingerprint member = chain(both(key, kObject), of_value(outline, i, {}));
    all.high += member.high;
    all.low += member.low;
  }
  return all;
}

}  // namespace

Fingerprint fingerprint(std::string_view bytes) {
  if (bytes.size() <= kWhole) return both(bytes, 0);
  return chain(both(bytes.substr(0, kWhole), bytes.size()), both(bytes.substr(bytes.size() - kTail), 0));
}

std::uint64_t short_hash(std::string_view bytes) {
  return fingerprint(bytes).low;
}

std::optional<Fingerprint> fingerprint(Call& call, std::span<const std::string> ignored) {
  const json::Outline& outline = call.outline();
  if (!outline.whole() || outline.size() == 0) return std::nullopt;
  const mcp::Tool& tool = call.tool();
  const Fingerprint name = chain(both(tool.server, kTool), both(tool.native, kTool));
  return chain(name, of_value(outline, 0, ignored));
}

}  // namespace callgate::guard
