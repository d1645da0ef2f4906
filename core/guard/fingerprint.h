// Short keys for tables in memory: equal for values that mean the same, and in practice never for others.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace callgate::guard {

class Call;

// 128 bits of a keyed hash; the key is drawn once per process, so nobody can aim for a collision, and a
// fingerprint means nothing in another process.
struct Fingerprint {
  std::uint64_t high = 0, low = 0;
  auto operator<=>(const Fingerprint&) const = default;
};
struct FingerprintHash {
  std::size_t operator()(const Fingerprint& print) const { return static_cast<std::size_t>(print.low); }
};

// As a key of tables by text.
inline std::string bytes_of(const Fingerprint& print) {
  return {reinterpret_cast<const char*>(&print), sizeof print};
}

// Of bytes. Of more than 64 KiB the middle does not count, but the length does.
Fingerprint fingerprint(std::string_view bytes);
std::uint64_t short_hash(std::string_view bytes);

// Of a call: its server, its tool, and its arguments by meaning (the order of keys, the way a number or a
// string is spelled do not count). `ignored` are top-level arguments that do not count either. Nothing if the
// arguments hold more values than an outline keeps.
std::optional<Fingerprint> fingerprint(Call& call, std::span<const std::string> ignored = {});

}  // namespace callgate::guard
