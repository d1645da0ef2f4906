// A state directory, a configuration with one server "fs" and its remembered tools, and a policy as text:
// what commands need that judge calls without a gateway.
#pragma once

#include <doctest/doctest.h>

#include "gateway/config.h"
#include "gateway/guard_world.h"
#include "gateway/state/catalog_cache.h"
#include "unit/gateway/commands/streams.h"
#include "unit/gateway/state/scratch.h"

namespace callgate::test {

struct Courtroom : Streams {
  explicit Courtroom(const std::string& policy, const std::string& more = "") {
    write_all(scratch.path() / "policy.jsonc", policy);
    write_all(scratch.path() / "callgate.jsonc",
              R"({"mcpServers":{"fs":{"command":"true"}},"policy":"./policy.jsonc")" + more + "}");
    Launch launch;
    launch.config = scratch.path() / "callgate.jsonc";
    launch.remarks = true;
    const ConfigResult read = read_config(launch, {});
    if (!read) {
      for (const std::string& error : read.error().errors) MESSAGE(error);
    }
    REQUIRE(read.has_value());
    config = *read;
    clock.start = *parse_rfc3339("2026-11-18T12:00:00Z");
    world = std::make_shared<const GuardWorld>(
        config, std::map<std::string, std::string>{{"HOME", "/home/ada"}}, "uid:1", "");
    state::CatalogEntry entry;
    entry.server = "fs";
    entry.protocol_version = "2025-06-18";
    entry.tools = {Bytes::copy(R"({"name":"read_file","inputSchema":{"type":"object","required":["path"]}})"),
                   Bytes::copy(R"({"name":"write_file","inputSchema":{"type":"object"}})")};
    const std::string key(64, 'a');
    REQUIRE(state::CatalogCache(directory.catalog()).store(key, state::catalog_text(key, entry)));
  }
  // A line of the ledger: minutes after ten o'clock, and members of its own.
  static std::string line(int minute, const std::string& call, const std::string& tool,
                          const std::string& members) {
    return R"({"v":1,"time":")" +
           rfc3339(*parse_rfc3339("2026-11-18T10:00:00Z") + std::chrono::minutes(minute)) + R"(","call":")" +
           call + R"(","server":"fs","tool":")" + tool + R"(","exposed":"fs__)" + tool + R"(",)" + members +
           "}\n";
  }

  Scratch scratch;
  state::Directory directory = scratch.state();
  Config config;
  ManualClock clock;
  std::shared_ptr<const GuardWorld> world;
};

}  // namespace callgate::test
