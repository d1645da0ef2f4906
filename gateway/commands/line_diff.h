// Two texts, line by line.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace callgate::commands {

// What became of the lines of `before`, as lines of a unified diff without file names: ' ' kept, '-' gone,
// '+' new, and "@@ -1,3 +1,4 @@" before each run, with up to `context` kept lines around it. Of texts of more
// than 2,000 lines everything is gone and new. Empty if they are the same.
std::vector<std::string> line_diff(std::string_view before, std::string_view after, std::size_t context = 3);

}  // namespace callgate::commands
