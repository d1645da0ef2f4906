// What can be set of the guard `output`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "core/guard/mode.h"
#include "core/policy/knob.h"

namespace callgate::policy {

struct OutputKnobs {
  // What becomes of a result that is too large; the last is the tightest.
  enum class OnExceed : std::uint8_t { truncate, paginate, error };
  struct Spill {
    std::int64_t max_files = 100;
    std::size_t max_bytes = 256u << 20;
  };

  guard::Mode mode = guard::Mode::enforce;
  std::size_t max_bytes = 1u << 20;               // of all text of a result, and of its structured content
  std::optional<std::int64_t> tokens;             // of four characters each, in the same places
  std::optional<std::int64_t> array;              // elements; nothing: 1000, of what is cut anyway
  std::optional<std::int64_t> depth;              // levels; nothing: 20, of what is cut anyway
  std::size_t string = 10'000;                    // bytes of a string in what is cut anyway
  std::optional<std::size_t> binary = 16u << 20;  // characters of base64 of a result
  OnExceed on_exceed = OnExceed::truncate;
  Spill spill;
};
std::span<const Knob> output_knobs();

}  // namespace callgate::policy
