// The way to one value of a call, as rules write it: "args.to[*].address", "tool.name", "result.text".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace callgate::policy {

// Where a way begins.
enum class Root : std::uint8_t {
  args,         // the arguments
  tool,         // tool.name, tool.server, tool.effect
  principal,    // what is configured or proven of the caller
  environment,  // one word: dev, staging, prod
  env,          // a variable of the gateway's own environment that the configuration passes on
  metadata,     // the request's _meta
  result,       // result.text, result.isError, result.structured.…
};

// One step below a value: a member, an element, or all elements.
struct PathStep {
  enum class Kind : std::uint8_t { member, element, every };
  Kind kind = Kind::member;
  std::string key;            // of a member, decoded
  std::uint32_t element = 0;  // of an element, from 0
};

// Read once and walked often. `text` is how it was written, for messages.
struct FieldPath {
  Root root = Root::args;
  std::vector<PathStep> steps;
  std::string text;

  bool leads_to_many() const {
    for (const PathStep& step : steps) {
      if (step.kind == PathStep::Kind::every) return true;
    }
    return false;
  }
};

// Reads "args.to[*].name", "args[\"a.b\"][0]", "tool.name", "environment". The error says what would be
// right.
Result<FieldPath> parse_field_path(std::string_view text);

}  // namespace callgate::policy
