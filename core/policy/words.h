// The words of the policy language that stand for enumerations, and shapes that many knobs share.
#pragma once

#include <string_view>

#include "core/config/shape.h"
#include "core/policy/pattern.h"

namespace callgate::policy {

// In the order of Preset, guard::Mode, Action.
inline constexpr std::string_view kPresetWords[] = {"off", "observe", "balanced", "strict"};
inline constexpr std::string_view kModeWords[] = {"off", "observe", "warn", "enforce"};
inline constexpr std::string_view kActionWords[] = {"allow", "ask", "deny"};
inline constexpr std::string_view kNoneWord[] = {"none"};

inline constexpr config::Shape kFilledText = config::filled_text();
inline constexpr config::Shape kTextList = config::list_of(kFilledText);
inline constexpr config::Shape kToolPattern = config::text_in(&pattern_fault);
inline constexpr config::Shape kToolList = config::list_of(kToolPattern);
inline constexpr config::Shape kModeShape = config::word(kModeWords);

// A number that may be "none", and a value for every tool or a table by tool. Instances are constants,
// because shapes point to each other:  inline constexpr OrNone kLimit{config::integer(1, 1'000'000)};  …
// kLimit.shape()
struct OrNone {
  config::Shape choices[2];
  constexpr explicit OrNone(config::Shape value) : choices{value, config::word(kNoneWord)} {}
  constexpr config::Shape shape() const { return config::either(choices); }
};
struct ByToolShape {
  config::Shape value, choices[2];
  constexpr explicit ByToolShape(config::Shape of)
      : value(of), choices{of, config::map_of(value, &pattern_fault)} {}
  constexpr config::Shape shape() const {
    return {.kind = config::Kind::either, .inner = choices, .inner_count = 2};
  }
};

}  // namespace callgate::policy
