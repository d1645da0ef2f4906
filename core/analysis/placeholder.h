// Values that a model forgot to fill in: "${api_key}", "{{user}}", "<YOUR_API_KEY>", "$v1".
#pragma once

#include <string_view>

namespace callgate::analysis {

// Whether the whole of `text` is a reference that nobody resolved. Not taken for one: names that mean
// themselves ("$HOME", "$USD", "${PATH}"), markup ("<HTML>"), expressions of template languages
// ("{{ .Values.image }}", "{{ include "x" . }}"), and "$name" where it is not `outermost` (a value of a
// top-level argument): query languages write fields so. Linear in the text; long texts are never one.
bool is_placeholder(std::string_view text, bool outermost);

// A cheap look at raw JSON: false if no string in it can be one.
bool may_hold_placeholder(std::string_view json);

}  // namespace callgate::analysis
