// Percent-encoding of URLs (RFC 3986, section 2.1), taken away.
#pragma once

#include <string>
#include <string_view>

namespace callgate {

// "%7e" and its like replaced by the bytes they stand for; broken ones stay as they are.
std::string percent_decoded(std::string_view text);

}  // namespace callgate
