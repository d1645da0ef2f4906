// International domain names as the resolver will ask for them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace callgate::analysis {

// UTS #46 (not transitional, nothing restricted to letters and digits): full-width and circled forms become
// plain ones, ignored characters vanish, what remains of other scripts becomes Punycode. `domain` is UTF-8;
// nothing when it is not, or when a label is not allowed.
std::optional<std::string> to_ascii(std::string_view domain);

}  // namespace callgate::analysis
