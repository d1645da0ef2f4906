// What can be set of the guard `provenance`.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/guard/mode.h"
#include "core/policy/knob.h"

namespace callgate::policy {

struct ProvenanceKnobs {
  enum class Doubt : std::uint8_t { off, warn, deny };

  guard::Mode mode = guard::Mode::enforce;
  bool stamp = false;  // results carry a reference; without it none is known, and none is checked
  Doubt attribution = Doubt::warn;
  std::vector<std::string> ref_args = {"_ref", "_reference", "_provenance", "_source"};
  Doubt grounding = Doubt::off;
  std::vector<std::string> grounding_tools = {"*"};
  std::vector<std::string> safe_values = {"0", "1"};  // numbers, as they are written
  std::int64_t max_records = 10'000;                  // of references, and of numbers
};
std::span<const Knob> provenance_knobs();

}  // namespace callgate::policy
