// What can be set of the guard `schema`.
#pragma once

#include <cstdint>
#include <span>

#include "core/guard/mode.h"
#include "core/policy/knob.h"

namespace callgate::policy {

enum class Coerce : std::uint8_t { off, lossless };
enum class ExtraFields : std::uint8_t { follow_schema, deny };
// What becomes of something suspicious.
enum class Suspicion : std::uint8_t { off, warn, deny };

struct SchemaKnobs {
  guard::Mode mode = guard::Mode::enforce;
  Coerce coerce = Coerce::lossless;
  ExtraFields extra_fields = ExtraFields::follow_schema;
  bool reject_blank_required = true;
  bool null_counts_missing = true;
  std::int64_t max_depth = 64;
  Suspicion placeholders = Suspicion::warn;
  std::int64_t placeholder_grace = 1;     // calls that are only warned of, under `deny`
  Suspicion unchecked = Suspicion::warn;  // input schemas that cannot be checked
  Suspicion output = Suspicion::warn;     // results that do not fit the output schema
  std::int64_t max_schemas = 512;         // tools whose compiled schemas are kept
};
std::span<const Knob> schema_knobs();

}  // namespace callgate::policy
