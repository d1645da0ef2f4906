// Which revision of the protocol a launch command turned out to speak (`protocol: auto`), so that the next
// start does not probe again. One small file for all: <state>/catalog/eras.json.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.h"
#include "gateway/state/catalog_cache.h"

namespace callgate::state {

// Names a launch command in the memory.
std::string era_key(const std::string& command, const std::vector<std::string>& args, const std::string& cwd);

class EraMemory {
 public:
  // Reads the file; one that is missing, damaged or of another format counts as empty: servers are then
  // probed again.
  static EraMemory load(const std::filesystem::path& folder);

  std::optional<Era> find(std::string_view key) const;

  // Adds one verdict to what the file holds by now and forgets what is older than 30 days. Two gateways that
  // write at once may lose one of the two verdicts; a lost one is found out again. For the disk thread.
  static Result<void> remember(const std::filesystem::path& folder, const std::string& key, Era era,
                               WallTime now);

 private:
  struct Verdict {
    Era era;
    std::int64_t at;  // milliseconds since 1970
  };
  std::map<std::string, Verdict, std::less<>> verdicts_;
};

}  // namespace callgate::state
