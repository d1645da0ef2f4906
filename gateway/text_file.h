// Whole text files, as configuration is made of.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

#include "core/base/result.h"

namespace callgate {

inline constexpr std::size_t kMaxTextFile = 8u << 20;  // bytes

// The content of a regular file. not_found if there is none; refused if it is a folder, a device, or over
// kMaxTextFile; io with the system's words otherwise.
Result<std::string> read_text_file(const std::filesystem::path& path);

}  // namespace callgate
