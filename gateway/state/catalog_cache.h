// What is remembered of servers between runs, so that hosts get their lists before the servers have started.
// One file per server and way of starting it: <state>/catalog/<key>.json.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/clock.h"
#include "core/base/result.h"

namespace callgate::state {

enum class Era : std::uint8_t { legacy, modern };
std::string_view to_string(Era era);

// What decides which lists a server shows.
struct CatalogIdentity {
  std::string command;
  std::vector<std::string> args;
  std::string cwd;
  std::map<std::string, std::string> env;  // as configured, variables expanded
  std::string protocol;                    // the leg: "legacy" or "modern"
  std::string capabilities;                // what is declared to the server, JSON text as sent
};

// Lower-case hex of a SHA-256; names the file. The environment's values go into it and nowhere else.
std::string catalog_key(const CatalogIdentity& identity);

// One server's lists. All Bytes are raw JSON texts, the items byte for byte as the server sent them; an empty
// one was not there. Those of a loaded entry share the file's one buffer.
struct CatalogEntry {
  std::string server;  // its key in the configuration, for people who look into the folder
  Era era = Era::legacy;
  std::string protocol_version;
  Bytes server_info, capabilities, instructions;
  std::vector<Bytes> tools, prompts, resources, templates;
};

// The file that remembers `entry` under `key`.
std::string catalog_text(std::string_view key, const CatalogEntry& entry);

// Any function may be called on any thread; stores of the same key belong on one.
class CatalogCache {
 public:
  explicit CatalogCache(std::filesystem::path folder) : folder_(std::move(folder)) {}

  // Errors: not_found; invalid with the reason for a file that is damaged, of another format or of another
  // key. Such a file is not touched; the next store() replaces it.
  Result<CatalogEntry> load(std::string_view key) const;

  // Replaces what is remembered under `key` in one step by a catalog_text(). A file that says the same
  // already is only marked as used. Waits for the disk: for the disk thread.
  Result<void> store(std::string_view key, std::string_view text) const;

  // Removes what was not used for `keep`. For the disk thread.
  void prune(WallTime now, Millis keep = Millis{30ll * 24 * 3600 * 1000}) const;

 private:
  std::filesystem::path path(std::string_view key) const { return folder_ / (std::string(key) + ".json"); }
  std::filesystem::path folder_;
};

}  // namespace callgate::state
