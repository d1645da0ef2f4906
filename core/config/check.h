// A tree compared with a shape.
#pragma once

#include <string>
#include <string_view>

#include "core/config/jsonc.h"
#include "core/config/shape.h"

namespace callgate::config {

// What a check found: errors, and remarks that stop nothing.
struct Findings {
  Problems errors, warnings;
};

// Compares `node` with `shape`; every difference is reported, not only the first. `path` names the node in
// messages
// ("permissions.deny"); the root's is empty, and `title` stands for it ("the policy").
void check(const Node& node, const Shape& shape, const SourcePtr& source, std::string_view title,
           const std::string& path, Findings& findings);

}  // namespace callgate::config
