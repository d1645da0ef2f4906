// The formats of keys and tokens that tell by themselves whose they are.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace callgate::analysis {

// What the tail of a token must show besides its form, where the form alone is met in other text too.
enum class Tail : std::uint8_t {
  any,
  digit,  // at least one digit
  mixed,  // digits and letters, and no words one could read
};

// One format. The shapes are those of core/analysis/shape.h.
struct Vendor {
  std::string_view kind;
  std::string_view shape;  // of the token, from its fixed beginning on
  Tail tail = Tail::any;
  std::string_view before = {};  // one run that must stand right before, and belongs to the secret
};

// All of them; the list in README.md beside this file says whose they are and where the formats are from.
std::span<const Vendor> vendors();

}  // namespace callgate::analysis
