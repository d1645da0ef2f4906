// The escapes of a JSON string literal, one at a time and all of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace callgate::json {

// Reads the escape that begins at `text` with a backslash; `size` (at least 1) bytes are there. `code`
// becomes the UTF-16 unit it stands for once it is whole.
//   > 0  its length in bytes
//     0  it is right so far, but longer than `size`
//   < 0  it is wrong: that many bytes (at least 1) stand before the byte that cannot belong to it
int escape_length(const char* text, std::size_t size, std::uint32_t& code);

// Appends the characters that the inside of a string literal (`raw`, without quotes) stands for. A lone
// surrogate becomes U+FFFD, a broken escape stays as it is.
void append_decoded(std::string& out, std::string_view raw);

}  // namespace callgate::json
