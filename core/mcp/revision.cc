#include "core/mcp/revision.h"

#include <array>

namespace callgate::mcp {
namespace {

constexpr std::array<std::string_view, 5> kNames{"2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25",
                                                 "2026-07-28"};
constexpr std::array<std::string_view, 8> kLevels{"debug", "info",     "notice", "warning",
                                                  "error", "critical", "alert",  "emergency"};

}  // namespace

std::string_view to_string(Revision revision) {
  return kNames[static_cast<std::size_t>(revision)];
}

std::optional<Revision> revision_named(std::string_view name) {
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (kNames[i] == name) return static_cast<Revision>(i);
  }
  return std::nullopt;
}

int log_level(std::string_view name) {
  for (std::size_t i = 0; i < kLevels.size(); ++i) {
    if (kLevels[i] == name) return static_cast<int>(i);
  }
  return -1;
}

}  // namespace callgate::mcp
