// A text that is one URL or one host and nothing else.
#pragma once

#include <string_view>
#include <vector>

#include "core/analysis/url/find.h"

namespace callgate::analysis {

// Marks the finding that is all of `text`. If there is none, reads `text` as a URL parser would, without its
// tabs and line ends, and adds what that finds in front: internal hosts, and "user@host:path".
void add_whole(std::string_view text, std::vector<UrlFinding>& found);

}  // namespace callgate::analysis
