// How a result begins, for the model to recognise it by.
#pragma once

#include <string>
#include <string_view>

namespace callgate::guard {

// The first text of a result (raw JSON), at most about 160 bytes, cut between characters and without line
// breaks; empty if the result begins with no text.
std::string digest_of(std::string_view result);

}  // namespace callgate::guard
