#include "core/guard/fingerprint.h"

#include <algorithm>
#include <array>
#include <charconv>
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

std::uint64_t load(const char* from) {
  std::uint64_t word;
  std::memcpy(&word, from, sizeof word);
  return word;
}
std::uint64_t load_four(const char* from) {
  std::uint32_t word;
  std::memcpy(&word, from, sizeof word);
  return word;
}

// Two states, so that one multiplication need not wait for the other. Short texts are read eight bytes at a
// time, the last of them perhaps twice.
Fingerprint both(std::string_view bytes, std::uint64_t salt) {
  const auto& key = seeds();
  const std::uint64_t size = mix(bytes.size() ^ key[0], key[1]);
  std::uint64_t high = (key[0] + salt) ^ size, low = (key[3] - salt) ^ size;
  const char* at = bytes.data();
  std::size_t left = bytes.size();
  const auto step = [&](std::uint64_t first, std::uint64_t second) {
    high = mix(first ^ key[2] ^ high, second ^ key[3]);
    low = mix(first ^ key[1], second ^ key[0] ^ low);
  };
  for (; left > 16; at += 16, left -= 16) step(load(at), load(at + 8));
  if (left >= 8) {
    step(load(at), load(at + left - 8));
  } else if (left >= 4) {
    step(load_four(at), load_four(at + left - 4));
  } else if (left > 0) {
    const auto byte = [at](std::size_t i) { return std::uint64_t{static_cast<unsigned char>(at[i])}; };
    step(byte(0) | byte(left / 2) << 8 | byte(left - 1) << 16, 0);
  }
  return {mix(high ^ key[1], size ^ key[0]), mix(low ^ key[2], size ^ key[3])};
}

// Half of that, of long texts four words at a time.
std::uint64_t half(std::string_view bytes) {
  constexpr std::size_t kStep = 64;
  if (bytes.size() < kStep) return both(bytes, 0).low;
  const auto& key = seeds();
  std::array<std::uint64_t, 4> states = key;
  const char *at = bytes.data(), *const last = at + bytes.size() - kStep;
  const auto step = [&](const char* from) {
    for (std::size_t i = 0; i < states.size(); ++i)
      states[i] = mix(load(from + 16 * i) ^ key[i] ^ states[i], load(from + 16 * i + 8) ^ key[3 - i]);
  };
  for (; at < last; at += kStep) step(at);
  step(last);
  return mix(mix(states[0] ^ key[1], states[1] ^ key[2]) ^ bytes.size(),
             mix(states[2] ^ key[3], states[3] ^ key[0]) ^ key[2]);
}

Fingerprint chain(const Fingerprint& a, const Fingerprint& b) {
  const auto& key = seeds();
  return {mix(a.high ^ key[1], b.high ^ key[2]) + a.high, mix(a.low ^ key[3], b.low ^ key[0]) + a.low};
}

enum Salt : std::uint64_t { kText = 1, kNumber, kWord, kObject, kArray, kTool };

Fingerprint of_number(std::string_view raw) {
  constexpr std::size_t kLongest = 24;
  const bool plain = raw.find_first_of(".eE") == raw.npos && raw != "-0" && raw.size() <= kLongest;
  if (plain && (raw.back() != '0' || raw == "0")) return both(raw, kNumber);
  // "5e1" is how 50 and 50.0 are spelled there, "7" how 7 and 7.0 are.
  if (plain) {
    std::array<char, kLongest + 4> spelled;
    const std::size_t digits = raw.find_last_not_of('0') + 1;
    std::copy_n(raw.data(), digits, spelled.data());
    spelled[digits] = 'e';
    const auto end =
        std::to_chars(spelled.data() + digits + 1, spelled.data() + spelled.size(), raw.size() - digits);
    return both({spelled.data(), static_cast<std::size_t>(end.ptr - spelled.data())}, kNumber);
  }
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
  if (bytes.size() <= kWhole) return half(bytes);
  return mix(half(bytes.substr(0, kWhole)) ^ bytes.size(),
             half(bytes.substr(bytes.size() - kTail)) ^ seeds()[1]);
}

std::optional<Fingerprint> fingerprint(Call& call, std::span<const std::string> ignored) {
  const json::Outline& outline = call.outline();
  if (!outline.whole() || outline.size() == 0) return std::nullopt;
  const mcp::Tool& tool = call.tool();
  const Fingerprint name = chain(both(tool.server, kTool), both(tool.native, kTool));
  return chain(name, of_value(outline, 0, ignored));
}

}  // namespace callgate::guard
