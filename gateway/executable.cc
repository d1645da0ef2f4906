#include "gateway/executable.h"

#include <filesystem>

#ifdef __APPLE__
#include <mach-o/dyld.h>
#endif

namespace callgate {

Result<std::string> own_executable() {
  std::error_code error;
#ifdef __APPLE__
  char path[4096];
  std::uint32_t size = sizeof path;
  if (_NSGetExecutablePath(path, &size) != 0)
    return Error{Errc::io, "the program's own path is too long", {}};
  const std::filesystem::path found = std::filesystem::canonical(path, error);
#else
  const std::filesystem::path found = std::filesystem::read_symlink("/proc/self/exe", error);
#endif
  if (error) return Error{Errc::io, "the program does not find itself: " + error.message(), {}};
  return found.string();
}

}  // namespace callgate
