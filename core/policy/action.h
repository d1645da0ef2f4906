// What the policy may decide about a call.
#pragma once

#include <cstdint>

namespace callgate::policy {

// Of lists and defaults. Ordered: what is later is stricter.
enum class Action : std::uint8_t { allow, ask, deny };

// Of rules, which can do more. Before a call the strictest of deny > rewrite > ask > allow counts; `rewrite`
// is a refusal that tells the model what to do now. `warn` decides nothing. After a call: suppress > redact >
// warn.
enum class Ruling : std::uint8_t { warn, allow, ask, rewrite, deny, redact, suppress };

}  // namespace callgate::policy
