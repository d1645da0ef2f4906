// References between schemas: which document a relative one means.
#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace callgate::analysis::schema {

// `reference` as seen from `base` (RFC 3986, section 5.2, without the checks of its parts). An empty base
// leaves it as it is.
std::string resolve_uri(std::string_view base, std::string_view reference);

// What stands before and behind the first '#'; without one the second part is empty.
std::pair<std::string_view, std::string_view> split_fragment(std::string_view uri);

}  // namespace callgate::analysis::schema
