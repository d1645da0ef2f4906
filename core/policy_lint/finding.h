// What is probably wrong with a policy although it can be read, and how bad that is.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/config/report.h"

namespace callgate::policy_lint {

enum class Severity : std::uint8_t { note, warning, error };
inline constexpr std::string_view kSeverityWords[] = {"note", "warning", "error"};
constexpr std::string_view to_string(Severity severity) {
  return kSeverityWords[static_cast<std::size_t>(severity)];
}

// What kind of finding it is: a name that stays the same from version to version.
struct Code {
  std::string_view name;
  Severity severity;  // where nothing makes it milder or worse
  std::string_view about;
};

inline constexpr Code kDeadPattern{"dead-pattern", Severity::warning, "it fits no tool there is"};
inline constexpr Code kDeadRule{"dead-rule", Severity::warning, "its match fits no tool there is"};
inline constexpr Code kUnknownArgument{"unknown-argument", Severity::warning,
                                       "no tool of the rule has such an argument"};
inline constexpr Code kTypeClash{"type-clash", Severity::error,
                                 "the operator works on another type than the argument has"};
inline constexpr Code kImpossibleValue{"impossible-value", Severity::error,
                                       "the schema allows no such value"};
inline constexpr Code kNeverMatches{"never-matches", Severity::error, "nothing can meet the condition"};
inline constexpr Code kUnlessAlways{"unless-always-holds", Severity::error,
                                    "every call is an exception to the rule"};
inline constexpr Code kUnlessNever{"unless-never-holds", Severity::warning, "the exception can never apply"};
inline constexpr Code kAlwaysHolds{"always-holds", Severity::note, "the condition says nothing"};
inline constexpr Code kShadowed{"shadowed", Severity::warning, "something stricter always wins over it"};
inline constexpr Code kDuplicate{"duplicate", Severity::note, "the same is said elsewhere"};
inline constexpr Code kUnanchoredRegex{"unanchored-regex", Severity::warning,
                                       "an expression that lets calls pass and may match anywhere"};
inline constexpr Code kUncoveredDestructive{"uncovered-destructive", Severity::note,
                                            "a destructive tool that only the default covers"};
inline constexpr Code kUncheckedSchema{"unchecked-schema", Severity::note,
                                       "a part of a tool's schema that is not checked"};
inline constexpr Code kOldGrant{"old-grant", Severity::warning, "a grant that is older than 30 days"};
inline constexpr Code kExpiredGrant{"expired-grant", Severity::note, "a grant that is over"};
inline constexpr Code kUnusedSet{"unused-set", Severity::warning, "a set that nothing refers to"};
inline constexpr Code kSwitchedOff{"switched-off", Severity::note,
                                   "a rule or guard that only watches, or not even that"};

inline constexpr const Code* kCodes[] = {
    &kDeadPattern,  &kDeadRule,        &kUnknownArgument,      &kTypeClash,       &kImpossibleValue,
    &kNeverMatches, &kUnlessAlways,    &kUnlessNever,          &kAlwaysHolds,     &kShadowed,
    &kDuplicate,    &kUnanchoredRegex, &kUncoveredDestructive, &kUncheckedSchema, &kOldGrant,
    &kExpiredGrant, &kUnusedSet,       &kSwitchedOff};

struct Finding {
  const Code* code;
  Severity severity;
  config::Problem problem;  // without a source it is about a tool, not about a place in a file
};
using Findings = std::vector<Finding>;

}  // namespace callgate::policy_lint
