// "Did you mean …?": the known word that a misspelled one was probably meant to be.
#pragma once

#include <span>
#include <string_view>

namespace callgate {

// The candidate with the fewest typing errors (letters added, left out, changed, or two neighbours swapped; case does
// not count), or an empty view if none is near: at most one error per three letters. Among equals the first.
std::string_view nearest(std::string_view word, std::span<const std::string_view> candidates);

}  // namespace callgate
