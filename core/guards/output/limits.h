// How large results may be: what the knobs and the rules of one call come to, and what of a result is more.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/guards/output/cut_json.h"
#include "core/guards/output/result_parts.h"
#include "core/policy/obligations.h"
#include "core/policy/policy.h"

namespace callgate::guard {

struct OutputLimits {
  std::size_t bytes = kAny, chars = kAny;  // of all text, and of structured content
  std::size_t binary = kAny;               // characters of base64
  JsonLimits json{};                       // of JSON that is cut
  JsonBounds always;                       // of JSON whatever its size
  policy::OutputRule::OnExceed on_exceed = policy::OutputRule::OnExceed::truncate;
  std::string rule;  // the first that had a say; empty: none

  // A result with no more bytes than this is within all limits.
  std::size_t small() const;
};

OutputLimits limits_of(const policy::OutputKnobs& knobs);
// Narrowed by what enforcing rules demand. Theirs takes the place of what the preset says, and tightens what
// was written (`written`: the knobs, as far as they are not the preset's).
struct WrittenOutput {
  bool max_bytes = false, on_exceed = false;
};
WrittenOutput written_output(const policy::Policy& policy);
OutputLimits narrowed(OutputLimits limits, const std::vector<const policy::Rule*>& rules,
                      const WrittenOutput& written);

// What of a result is too large.
struct OutputFault {
  enum class What : std::uint8_t { text, structured, tokens, array, depth, binary, form };
  What what = What::text;
  const char* code = "";      // of the verdict
  const char* envelope = "";  // as envelopes call it: "bytes_exceeded"
  std::size_t original = 0;   // bytes of the part
  std::string excess;         // "has 212 bytes of text; 100 are allowed"
};
std::optional<OutputFault> fault_of(const ResultParts& parts, const OutputLimits& limits);

}  // namespace callgate::guard
