// The words of rules that stand for enumerations, in the order of these.
#pragma once

#include <string_view>

namespace callgate::policy {

// Ruling.
inline constexpr std::string_view kRulingWords[] = {"warn", "allow",  "ask",     "rewrite",
                                                    "deny", "redact", "suppress"};
// guard::Effect, and one more that is three things at once.
inline constexpr std::string_view kEffectRuleWords[] = {"pure", "read",        "unknown",     "write",
                                                        "exec", "destructive", "irreversible"};
// Apart::What; what is none of them is a field.
inline constexpr std::string_view kApartWords[] = {"principal", "session", "server", "tool"};
// PriorRule::Outcome.
inline constexpr std::string_view kOutcomeWords[] = {"ok", "error", "any"};
// ActiveRule::days.
inline constexpr std::string_view kDayWords[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
// IdempotencyRule.
inline constexpr std::string_view kMismatchWords[] = {"deny", "ask"};
inline constexpr std::string_view kUnknownOutcomeWords[] = {"hold", "deny", "allow"};
// RedactRule, OutputRule, Hook, ApproveRule.
inline constexpr std::string_view kRedactPlaceWords[] = {"args", "result", "ledger"};
inline constexpr std::string_view kOnExceedWords[] = {"truncate", "error", "paginate", "spill"};
inline constexpr std::string_view kOnFailWords[] = {"deny", "allow"};
inline constexpr std::string_view kAssuranceWords[] = {"any", "out-of-band"};
inline constexpr std::string_view kScopeWords[] = {"once", "session", "1h", "always"};
inline constexpr std::string_view kSessionWord[] = {"session"};

}  // namespace callgate::policy
