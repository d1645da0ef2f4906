// What can be set of the guard `cache`.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "core/guard/mode.h"
#include "core/policy/knob.h"

namespace callgate::policy {

struct CacheKnobs {
  guard::Mode mode = guard::Mode::off;
  Millis ttl{30'000};
  std::size_t max_bytes = 16u << 20;
  std::vector<std::string> tools;  // patterns of tools that may be cached besides trusted read-only ones
};
std::span<const Knob> cache_knobs();

}  // namespace callgate::policy
