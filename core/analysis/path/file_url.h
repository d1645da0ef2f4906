// Paths written as URLs.
#pragma once

#include <string_view>

namespace callgate::analysis {

// The path of "file://host/path" and "file:/path", not yet decoded; "" when the text is no such URL.
std::string_view path_of_file_url(std::string_view text);

}  // namespace callgate::analysis
