// A shape printed as JSON Schema, for editors.
#pragma once

#include <string>
#include <string_view>

#include "core/config/shape.h"

namespace callgate::config {

// JSON Schema draft-07 (the one that editors read best) of `shape`, indented, with a final line break. Keys
// that are not used are left out, so an editor marks them; keys of a host's own are there and say that they
// are ignored.
std::string json_schema(const Shape& shape, std::string_view title);

}  // namespace callgate::config
