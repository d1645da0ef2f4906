// Does a URI come from a template? Enough of RFC 6570 to route a read to the server that announced the
// template.
#pragma once

#include <string_view>

namespace callgate::mcp {

// True if some values of the template's variables could expand to `uri`. Simple and label expansions match no
// '/', reserved ones ("{+path}") and fragments match anything, "{?q}" and "{&q}" a query or nothing. Time is
// bounded by the product of both lengths.
bool matches_template(std::string_view uri_template, std::string_view uri);

}  // namespace callgate::mcp
