// Whole results whose cut part went to the host: <state>/spill/<call>.txt and .json. For the disk thread.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/guard/spill.h"

namespace callgate::state {

class SpillFolder {
 public:
  explicit SpillFolder(std::filesystem::path folder) : folder_(std::move(folder)) {}

  const std::filesystem::path& path() const { return folder_; }
  // Writes the file, 0600, and removes the oldest ones of all gateways beyond the spill's bounds.
  Result<void> keep(const guard::Spill& spill) const;
  // not_found: it was never written, or has gone; refused: no name of a spilled result.
  Result<std::string> read(std::string_view name) const;

 private:
  void make_room(const guard::Spill& newest) const;
  const std::filesystem::path folder_;
};

}  // namespace callgate::state
