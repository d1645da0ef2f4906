// One spelling for JSON values that mean the same, to hash, compare and remember them by.
#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"

namespace callgate::json {

// The canonical text of a valid JSON value:
//   - no white space; members sorted by their decoded keys, by code point;
//   - strings by code point with only the escapes JSON demands, so "\u0061" is "a"; no Unicode normalisation;
//   - numbers as exact decimals, digits without trailing zeros and a power of ten: 50, 50.0 and 5e1 are all
//   5e1,
//     9007199254740993 stays apart from …992, 1e400 is not written out, -0 is 0.
// The form is fixed: approvals and pins are bound to hashes of it. `text` must have passed the scanner.
// Refuses (Errc::refused) a repeated key, nesting deeper than `max_depth`, and an exponent beyond 18 digits.
Result<std::string> canonical(std::string_view text, int max_depth = 128);

}  // namespace callgate::json
