// Places in the text that a JSON string literal stands for, as places in the literal itself.
#pragma once

#include <string_view>
#include <vector>

#include "core/analysis/secrets/secrets.h"

namespace callgate::analysis {

// The spans of found[first…], in order and without overlaps, are of what json::append_decoded() made of
// `raw`; now they become spans of `raw`, whole escapes included. One pass over `raw`.
void to_raw(std::string_view raw, std::vector<Secret>& found, std::size_t first);

}  // namespace callgate::analysis
