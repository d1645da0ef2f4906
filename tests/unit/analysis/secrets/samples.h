// Made-up secrets for the tests: put together at run time, so that no file of the repository holds one.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/analysis/secrets/vendors.h"
#include "core/analysis/shape.h"

namespace callgate::tests {

// Numbers that look random and are the same in every run.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15u + 1) {}
  std::uint32_t below(std::uint32_t limit) {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 7;
    state_ ^= state_ << 17;
    return static_cast<std::uint32_t>(state_ >> 33) % limit;
  }

 private:
  std::uint64_t state_;
};

// One character after the other out of `set`, as a generator of keys would choose them.
inline std::string random_of(const analysis::ByteSet& set, std::size_t count, Dice& dice) {
  std::string all, out;
  set.each([&all](char c) { all += c; });
  while (out.size() < count) out += all[dice.below(static_cast<std::uint32_t>(all.size()))];
  return out;
}

inline std::string random_of(std::string_view list, std::size_t count, Dice& dice) {
  return random_of(analysis::ByteSet(list), count, dice);
}

// A token of the vendor's format, with what its tail must show.
inline std::string token_of(const analysis::Vendor& vendor, Dice& dice) {
  std::string out;
  const auto add = [&](const analysis::Shape& shape) {
    for (const auto& run : shape.runs()) out += random_of(run.set, run.min, dice);
  };
  do {
    out.clear();
    if (!vendor.before.empty()) add(analysis::Shape(vendor.before));
    add(analysis::Shape(vendor.shape));
  } while (vendor.tail != analysis::Tail::any &&
           out.substr(out.size() / 2).find_first_of("0123456789") == std::string::npos);
  return out;
}

}  // namespace callgate::tests
