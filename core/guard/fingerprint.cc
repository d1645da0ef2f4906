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
using Key = std::array<std::uint64_t, 4>;
const Key& seeds() {
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
Fingerprint both(const Key& key, std::string_view bytes, std::uint64_t salt) {
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
std::uint64_t half(const Key& key, std::string_view bytes) {
  constexpr std::size_t kStep = 64;
  if (bytes.size() < kStep) return both(key, bytes, 0).low;
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

Fingerprint chain(const Key& key, const Fingerprint& a, const Fingerprint& b) {
  return {mix(a.high ^ key[1], b.high ^ key[2]) + a.high, mix(a.low ^ key[3], b.low ^ key[0]) + a.low};
}

enum Salt : std::uint64_t { kText = 1, kNumber, kWord, kObject, kArray, kTool };

constexpr std::size_t kLongestNumber = 24;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// A number without an exponent as its digits and a power of ten, into `out`: "50" and "50.0" are "5e1",
// "0.25" is "25e-2", "7" is "7". That is the form of json::canonical. Empty if it is not so simple.
std::string_view spelled_plainly(std::string_view raw, std::array<char, 2 * kLongestNumber>& out) {
  if (raw.size() > kLongestNumber) return {};
  char* end = out.data();
  std::string_view left = raw;
  if (left.front() == '-') *end++ = '-', left.remove_prefix(1);
  const char* const first = end;
  int power = 0;
  bool fraction = false;
  for (const char c : left) {
    if (c == '.') {
      fraction = true;
      continue;
    }
    if (!is_digit(c)) return {};
    power -= fraction;
    if (c != '0' || end != first) *end++ = c;
  }
  if (end == first) return "0";
  for (; end[-1] == '0'; --end) ++power;
  if (power != 0) {
    *end++ = 'e';
    end = std::to_chars(end, out.data() + out.size(), power).ptr;
  }
  return {out.data(), static_cast<std::size_t>(end - out.data())};
}

Fingerprint of_number(const Key& key, std::string_view raw) {
  std::array<char, 2 * kLongestNumber> plain;
  if (const std::string_view text = spelled_plainly(raw, plain); !text.empty())
    return both(key, text, kNumber);
  const Result<std::string> canonical = json::canonical(raw);
  return both(key, canonical ? std::string_view(*canonical) : raw, kNumber);
}

Fingerprint of_value(const Key& key, const json::Outline& outline, std::uint32_t at,
                     std::span<const std::string> ignored) {
  const json::Entry& entry = outline[at];
  switch (entry.type) {
    case json::Type::string:
      return both(key, entry.text, kText);
    case json::Type::number:
      return of_number(key, entry.raw);
    case json::Type::boolean:
    case json::Type::null:
      return both(key, entry.raw, kWord);
    case json::Type::array: {
      Fingerprint all = both(key, "", kArray);
      for (std::uint32_t i = at + 1; i < entry.end; i = outline[i].end)
        all = chain(key, all, of_value(key, outline, i, {}));
      return all;
    }
    case json::Type::object:
      break;
  }
  // Members are added up, so that their order does not count.
  Fingerprint all = both(key, "", kObject);
  for (std::uint32_t i = at + 1; i < entry.end; i = outline[i].end) {
    const std::string_view name = outline[i].key;
    if (!ignored.empty() && std::find(ignored.begin(), ignored.end(), name) != ignored.end()) continue;
    const Fingerprint member = chain(key, both(key, name, kObject), of_value(key, outline, i, {}));
    all.high += member.high;
    all.low += member.low;
  }
  return all;
}

}  // namespace

Fingerprint fingerprint(std::string_view bytes) {
  const Key& key = seeds();
  if (bytes.size() <= kWhole) return both(key, bytes, 0);
  return chain(key, both(key, bytes.substr(0, kWhole), bytes.size()),
               both(key, bytes.substr(bytes.size() - kTail), 0));
}

std::uint64_t short_hash(std::string_view bytes) {
  const Key& key = seeds();
  if (bytes.size() <= kWhole) return half(key, bytes);
  return mix(half(key, bytes.substr(0, kWhole)) ^ bytes.size(),
             half(key, bytes.substr(bytes.size() - kTail)) ^ key[1]);
}

std::optional<Fingerprint> fingerprint(Call& call, std::span<const std::string> ignored) {
  const json::Outline& outline = call.outline();
  if (!outline.whole() || outline.size() == 0) return std::nullopt;
  const mcp::Tool& tool = call.tool();
  const Key& key = seeds();
  const Fingerprint name = chain(key, both(key, tool.server, kTool), both(key, tool.native, kTool));
  return chain(key, name, of_value(key, outline, 0, ignored));
}

}  // namespace callgate::guard
