// The arguments of a call in a few words, for lists that people read.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace callgate::state {

// `path="/srv/a.txt" content="Dear all, we…" (2112 bytes)`: the members of the JSON object `arguments` in
// their order, each cut to a few words, the whole to about `limit` bytes. Text that is no JSON object comes
// back cut.
std::string summarize_arguments(std::string_view arguments, std::size_t limit = 160);

// At most `limit` bytes of UTF-8 `text`, never ending inside a character.
std::string_view cut_utf8(std::string_view text, std::size_t limit);

}  // namespace callgate::state
