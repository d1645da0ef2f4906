// The configuration of one gateway: which servers, which policy, and how it names, asks and records.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/config/check.h"
#include "core/policy/policy.h"
#include "gateway/tool_lock/lock_file.h"

namespace callgate {

enum class Protocol : std::uint8_t { automatic, legacy, modern };

// One entry of mcpServers, variables expanded.
struct ServerConfig {
  std::string name;
  std::string command;
  std::vector<std::string> args;
  std::map<std::string, std::string> env;
  std::string cwd;  // empty: the gateway's own
  Protocol protocol = Protocol::automatic;
  Millis call_timeout{0};  // 0: none
  Millis start_timeout{30'000};
  std::string prefix;                              // "fs" -> fs__read_file; empty: names as they are
  std::vector<std::string> include{"*"}, exclude;  // patterns of native tool names
  bool trust_annotations = false;
  bool disabled = false;
  std::string problem;  // why this server cannot be started ("callgate.jsonc:4:31: …"); others run
};

enum class Annotate : std::uint8_t { decisions, always, never };

// Of which calls the ledger keeps the arguments, without secrets: of none, of those that were not plainly
// allowed, of all.
enum class KeptArguments : std::uint8_t { none, decided, all };
inline constexpr std::string_view kKeptArgumentsWords[] = {"none", "decided", "all"};

struct Config {
  std::vector<ServerConfig> servers;  // in the order of the file
  bool unnamed = false;               // the one server came after "--": nobody gave it a name
  policy::Policy policy;
  struct {
    std::vector<std::string> channels{"host", "cli"};
    std::optional<Millis> hold_budget;  // nothing: "auto"
    Millis pending_ttl{15 * 60'000}, grant_ttl{5 * 60'000};
  } approvals;
  struct {
    bool durable = false;
    std::uint64_t max_bytes = 100ull << 20;
    Millis keep{30ll * 24 * 3600 * 1000};
    KeptArguments arguments = KeptArguments::none;
  } ledger;
  std::size_t max_name_length = 46;
  Annotate annotate = Annotate::decisions;
  // The lock file beside the configuration; null: there is none.
  std::shared_ptr<const tool_lock::ToolLock> tool_lock;
  // What was read, optional files that are not there included: whoever watches for changes looks here.
  std::vector<std::filesystem::path> files;
  std::vector<std::string> warnings;  // sentences for the log, each with its place
};

// What the command line says; it wins over the file.
struct Launch {
  std::optional<std::filesystem::path> config;
  std::vector<std::string> servers;             // NAME='COMMAND …', as given by --server
  std::vector<std::string> command;             // what stood after "--": one server, names as they are
  std::optional<policy::Preset> preset;         // --preset
  std::vector<std::filesystem::path> policies;  // --policy, replaces the configuration's
  std::string profile;                          // --profile
  bool observe = false;                         // --observe: mode observe for everything
  bool needs_servers = true;                    // false: nothing will be started, a policy alone is enough
  bool remarks = false;                         // conditions tell what they found, for explanations
};

// Everything that is wrong, each rendered with "file:line:column", the line, a caret and a hint.
struct ConfigErrors {
  std::vector<std::string> errors;
};
[[noreturn]] void throw_exception_from_error(const ConfigErrors& errors, const boost::source_location& at);
using ConfigResult = boost::system::result<Config, ConfigErrors>;

// Where the lock file of a configuration lies: beside it. Empty without a configuration file.
std::filesystem::path tool_lock_of(const Launch& launch);

// Reads everything `launch` names: the file, the policies, the flags. `environment` is what ${VAR} looks
// into;
// ${workspace} is the process's working directory. On failure every error, not only the first.
ConfigResult read_config(const Launch& launch, const std::map<std::string, std::string>& environment);

// The same with what was found as data, for commands that report it; a configuration comes back if there is
// no error.
struct ConfigReading {
  std::optional<Config> config;
  config::Findings found;
};
ConfigReading inspect_config(const Launch& launch, const std::map<std::string, std::string>& environment);

}  // namespace callgate
