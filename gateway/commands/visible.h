// Text from outside, made safe to show: what a terminal would obey, hide or reorder is spelled out.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace callgate::commands {

// `text` with control characters, bidirectional marks, and characters that take no space or look like none
// written as ⟨U+202E⟩, and bytes that are no UTF-8 as ⟨0xFF⟩. The result is one line of valid UTF-8.
std::string visible(std::string_view text);

// A JSON text with the same characters (only strings hold them) as \u escapes: the value stays the same.
std::string visible_json(std::string_view json);

// How many columns `text` (the result of visible()) takes in a terminal: East Asian wide characters and emoji
// take two.
std::size_t columns(std::string_view text);

}  // namespace callgate::commands
