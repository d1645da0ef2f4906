// A whole gateway in memory: a session, a fleet whose servers the test plays, and the host's end of the pipe.
#pragma once

#include <doctest/doctest.h>

#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/guards/content_chain.h"
#include "core/guards/registry.h"
#include "gateway/call_desk.h"
#include "gateway/config.h"
#include "gateway/gateway.h"
#include "gateway/guard_world.h"
#include "gateway/hooks.h"
#include "gateway/memories.h"
#include "gateway/notices.h"
#include "gateway/roster.h"
#include "gateway/session.h"
#include "tests/unit/upstreams/played_server.h"
#include "unit/gateway/state/scratch.h"
#include "upstreams/fleet.h"

namespace callgate::test {

// The test's ends of one server's pipes.
struct PlayedChild {
  OwnedFd input, output, errors, keeper;
};

struct PlayedSpawner final : Spawner {
  Result<Child> spawn(const Command&) override {
    Wire in = socket_wire(), out = socket_wire(), err = socket_wire(), control = socket_wire();
    children.push_back(
        {std::move(in.theirs), std::move(out.theirs), std::move(err.theirs), std::move(control.theirs)});
    return Child{std::move(in.ours), std::move(out.ours), std::move(err.ours), std::move(control.ours)};
  }
  std::vector<PlayedChild> children;
};

class SessionStage {
 public:
  // `servers` are names; each runs as a played server.
  explicit SessionStage(std::vector<std::string> servers = {})
      : config(config_of(servers)),
        directory(scratch.state()),
        database(directory.database()),
        approvals(database, clock, 16),
        ledger(directory, disk, clock, {}),
        lists(directory, disk, clock, log),
        eras(directory, disk, clock),
        ground{loop.context,
               loop.turns,
               log,
               clock,
               spawner,
               eras,
               {{"PATH", "/opt/test/bin:/usr/bin:/bin"}},
               {}},
        catalog(owners_of(servers), 46),
        roster(loop.context, catalog, lists, log),
        fleet(ground, servers_of(config), roster),
        spills(directory.spill()),
        desk({.loop = loop.context,
              .clock = clock,
              .disk = disk,
              .approvals = approvals,
              .ledger = ledger,
              .hooks = hooks,
              .spills = spills,
              .log = log,
              .world = world,
              .pending_ttl = Millis{0},
              .grant_ttl = Millis{0}},
             guard::make_chain(config.policy, {clock, "", ""}, "uid:0"),
             guard::make_content_chain(config.policy, {clock, "", ""}, "uid:0")),
        to_us(socket_wire()),
        from_us(socket_wire()),
        session({loop.context, loop.turns, log, clock, config, catalog, fleet, desk, std::string(32, 'k'),
                 roster, world, [this] { over = true; }},
                to_us.ours.release(), from_us.ours.release()) {
    roster.attach(session);
    session.start();
  }
  ~SessionStage() {
    roster.stop();
    session.close();
    disk.stop();
    loop.settle();
    end_flows();
  }
  SessionStage(const SessionStage&) = delete;

  // The host writes a line.
  void say(const std::string& line) {
    CHECK(write_now(to_us.theirs.get(), line + "\n").empty());
    loop.settle();
  }
  // What the host was written since the last time.
  std::vector<nlohmann::json> heard() {
    loop.settle();
    std::vector<nlohmann::json> lines;
    const std::string text = read_now(from_us.theirs.get());
    for (std::size_t from = 0, end; (end = text.find('\n', from)) != std::string::npos; from = end + 1) {
      lines.push_back(nlohmann::json::parse(text.substr(from, end - from)));
    }
    return lines;
  }
  // The handshake of a legacy host, up to and without notifications/initialized.
  void initialize(const std::string& version = "2025-11-25") {
    say(R"({"jsonrpc":"2.0","id":"i","method":"initialize","params":{"protocolVersion":")" + version +
        R"(","capabilities":{},"clientInfo":{"name":"test","version":"1"}}})");
    REQUIRE(heard().size() == 1);
  }
  void initialized() { say(R"({"jsonrpc":"2.0","method":"notifications/initialized"})"); }

  static Config config_of(const std::vector<std::string>& names) {
    Config made;
    for (const std::string& name : names) {
      ServerConfig server;
      server.name = server.prefix = name;
      server.command = "/bin/sh";
      server.protocol = Protocol::legacy;
      made.servers.push_back(std::move(server));
    }
    return made;
  }
  static std::vector<mcp::Owner> owners_of(const std::vector<std::string>& names) {
    std::vector<mcp::Owner> owners;
    for (const std::string& name : names) owners.push_back({name, name, {"*"}, {}, false});
    return owners;
  }

  Scratch scratch;
  EventLoop loop;
  KeptLog log;
  ManualClock& clock = loop.clock;
  PlayedSpawner spawner;
  Config config;
  state::Directory directory;
  state::DiskThread disk;
  state::Database database;
  state::Approvals approvals;
  state::LedgerWriter ledger;
  ListMemory lists;
  EraFile eras;
  Ground ground;
  mcp::Catalog catalog;
  Roster roster;
  Fleet fleet;
  Hooks hooks{ground};
  const state::SpillFolder spills;
  GuardWorld world{config, {}, "uid:0", ""};
  CallDesk desk;
  Wire to_us, from_us;
  bool over = false;
  Session session;
};

}  // namespace callgate::test
