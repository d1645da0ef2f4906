// Texts for the ledger, the log and people's screens: without secrets, whatever the policy says.
#pragma once

#include <string>
#include <string_view>

namespace callgate::guard {

// A text that people read, with "[REDACTED]" for every secret in it.
std::string redacted(std::string_view text);

// A validated JSON text that stays one. Besides secrets, the whole of every string under a key that names one
// is blanked out, however short.
std::string redacted_json(std::string_view json);

}  // namespace callgate::guard
