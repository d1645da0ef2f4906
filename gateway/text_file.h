// Whole text files, as configuration is made of.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace callgate {

inline constexpr std::size_t kMaxTextFile = 8u << 20;  // bytes

// The content of a regular file. not_found if there is none; refused if it is a folder, a device, or over
// kMaxTextFile; io with the system's words otherwise.
Result<std::string> read_text_file(const std::filesystem::path& path);

// Puts `text` in the place of a regular file that exists, in one step: readers see the old file or the new
// one, and after a power cut one of the two is there. Its permissions stay; behind a symbolic link the file
// itself is replaced. refused for what is no regular file or must not be written; io with the system's words.
Result<void> replace_text_file(const std::filesystem::path& path, std::string_view text);

}  // namespace callgate
