#include "payload.h"

#include <algorithm>

namespace callgate::bench {
namespace {

constexpr std::size_t kRingLines = 16384;
constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz ABCDEFGHIJKLMNOPQRSTUVWXYZ 0123456789";

// splitmix64: neighbouring numbers give unrelated ones.
std::uint64_t mix(std::uint64_t x) {
  x += 0x9e3779b97f4a7c15u;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
  return x ^ (x >> 31);
}

const std::string& ring() {
  static const std::string lines = [] {
    std::string text(kRingLines * kBlobLineBytes, ' ');
    for (std::size_t line = 0; line < kRingLines; ++line) {
      char* const at = text.data() + line * kBlobLineBytes;
      std::uint64_t state = mix(line);
      for (std::size_t i = 0; i < kBlobLineBytes - 2; ++i) {
        at[i] = kLetters[state % kLetters.size()];
        state = state * 6364136223846793005u + 1442695040888963407u;
        state ^= state >> 29;
      }
      at[kBlobLineBytes - 2] = '\\';
      at[kBlobLineBytes - 1] = 'n';
    }
    return text;
  }();
  return lines;
}

}  // namespace

void append_echo_text(std::string& out, std::uint64_t number) {
  constexpr char kHex[] = "0123456789abcdef";
  const std::uint64_t mixed = mix(number);
  for (int shift = 60; shift >= 0; shift -= 4) out += kHex[(mixed >> shift) & 15];
  for (std::size_t left = kEchoBytes - 16; left > 0;) {
    const std::size_t take = std::min(left, kLetters.size());
    out.append(kLetters.substr(0, take));
    left -= take;
  }
}

std::string_view blob_piece(std::uint64_t seed, std::size_t offset, std::size_t bytes) {
  if (offset % kBlobLineBytes != 0 || bytes % kBlobLineBytes != 0) return {};
  const std::string& lines = ring();
  const std::size_t start = (mix(seed) % kRingLines * kBlobLineBytes + offset) % lines.size();
  return std::string_view(lines).substr(start, bytes);
}

}  // namespace callgate::bench
