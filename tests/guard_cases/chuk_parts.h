// The guards of chuk-tool-processor: what each does by default, and where its knobs go.
#pragma once

#include "setup.h"

namespace callgate::guard_cases {

// One guard of the source.
struct ChukPart {
  std::string_view guard;  // the beginning of gateway_guard
  const char* defaults;
  std::span<const Row> rows;
  std::span<const std::string_view> known = {};                // knobs that `finish` reads
  void (*finish)(const Json& config, Setup& setup) = nullptr;  // what no row can say
};

// The first whose beginning fits counts.
std::span<const ChukPart> chuk_parts();

// What the parts' `finish` do.
void finish_schema(const Json& config, Setup& setup);
void finish_secrets(const Json& config, Setup& setup);
void finish_network(const Json& config, Setup& setup);
void finish_concurrency(const Json& config, Setup& setup);
void finish_output(const Json& config, Setup& setup);
void finish_retry(const Json& config, Setup& setup);
void finish_shape(const Json& config, Setup& setup);
void finish_numeric(const Json& config, Setup& setup);
void finish_provenance(const Json& config, Setup& setup);
void finish_per_tool(const Json& config, Setup& setup);

}  // namespace callgate::guard_cases
