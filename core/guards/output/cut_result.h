// A result that is too large as the host gets it: cut, and saying so.
#pragma once

#include <string>
#include <string_view>

#include "core/analysis/schema/schema.h"
#include "core/guards/output/limits.h"
#include "core/guards/output/result_parts.h"

namespace callgate::guard {

// What cannot be told from the result itself.
struct CutOrder {
  std::string_view tool;                              // its exposed name
  std::string_view instead;                           // what to do instead, for the model
  const analysis::CompiledSchema* promise = nullptr;  // its output schema; null: none that can be checked
  bool has_promise = false;                           // it has one at all
  std::string_view link;                              // a raw block to be added at the end; empty: none
};

struct CutResult {
  std::string text;    // raw, the whole result
  std::string reason;  // what was too large, and what is kept; one sentence
};

// Text and structured content keep to the limits each, and stay valid. Structured content that would break
// the promise is left out, and the result is an error then: a tool that succeeds owes it.
CutResult cut_result(std::string_view result, const ResultParts& parts, const OutputLimits& limits,
                     const OutputFault& fault, const CutOrder& order);

}  // namespace callgate::guard
