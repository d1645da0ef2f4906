// Paths as they are meant, by their spelling alone.
#pragma once

#include <string>
#include <string_view>

namespace callgate {

// `path` without ".", ".." and doubled slashes. What stands before "://" is kept.
std::string plain_path(std::string_view path);

}  // namespace callgate
