#include "gateway/gateway.h"

#include "core/guards/content_chain.h"
#include "core/guards/registry.h"
#include "gateway/call_desk.h"
#include "gateway/guard_world.h"
#include "gateway/hooks.h"
#include "gateway/memories.h"
#include "gateway/notices.h"
#include "gateway/pin_keeper.h"
#include "gateway/policy_reload.h"
#include "gateway/roster.h"
#include "gateway/session.h"
#include "gateway/turn_clock.h"
#include "gateway/workspace.h"
#include "upstreams/fleet.h"

namespace callgate {
namespace {

state::LedgerOptions ledger_options(const Config& config, Log& log) {
  state::LedgerOptions options;
  options.max_bytes = config.ledger.max_bytes;
  options.keep = config.ledger.keep;
  options.report = [&log](std::string text) { log.error("ledger: " + text); };
  return options;
}

std::string store_options(const Gateway::Parts& parts) {
  return parts.state_dir.empty() ? std::string() : " --state-dir " + parts.state_dir;
}

std::string config_file(const Launch& launch) {
  return launch.config ? launch.config->string() : std::string();
}

std::shared_ptr<GuardWorld> world_of(const Gateway::Parts& parts) {
  auto world =
      std::make_shared<GuardWorld>(parts.config, parts.environment, parts.principal, parts.launch.profile);
  world->own(parts.directory.root());
  return world;
}

std::string text_of(const state::Key& key) {
  return {reinterpret_cast<const char*>(key.data()), key.size()};
}

}  // namespace

// Built from top to bottom and taken down from bottom to top.
struct Gateway::Built {
  explicit Built(const Parts& parts)
      : config(parts.config),
        principal(parts.principal),
        turns(parts.loop),
        clock(turns, parts.clock),
        world(world_of(parts)),
        database(parts.directory.database()),
        pins(database, parts.clock),
        pin_keeper(std::make_shared<PinKeeper>(
            PinKeeper::Parts{parts.loop, disk, pins, parts.log, config.unnamed, store_options(parts)})),
        deps({.clock = clock,
              .home = world->home(),
              .cwd = world->folder(),
              .world = world,
              .spill_folder = parts.directory.spill().string(),
              .pins = pin_keeper}),
        approvals(database, parts.clock, static_cast<std::size_t>(config.policy.guards.approval.max_pending)),
        ledger(parts.directory, disk, parts.clock, ledger_options(config, parts.log)),
        lists(parts.directory, disk, parts.clock, parts.log),
        eras(parts.directory, disk, parts.clock),
        ground{parts.loop, turns, parts.log, clock, parts.spawner, eras, parts.environment, {}},
        catalog(owners_of(config), config.max_name_length),
        roster(parts.loop, catalog, lists, parts.log),
        fleet(ground, servers_of(config), roster),
        hooks(ground),
        spills(parts.directory.spill()),
        desk({parts.loop, clock, disk, approvals, ledger, hooks, spills, parts.log, *world,
              config.ledger.durable, config.ledger.arguments, config.approvals.pending_ttl,
              config.approvals.grant_ttl, config.approvals.hold_budget.value_or(Millis{0}), parts.state_dir},
             first_chain(parts.launch), guard::make_content_chain(config.policy, deps, principal)),
        session({parts.loop, turns, parts.log, clock, config, catalog, fleet, desk, text_of(parts.key),
                 roster, *world, parts.over},
                parts.input, parts.output),
        reload({parts.loop, disk, parts.log, parts.launch, parts.environment,
                [this, launch = parts.launch](const Config& now) { use(now, launch); }},
               config.files) {
    world->look_into(catalog);
    roster.attach(session);
    session.workspace().want(config.policy.names_workspace);
  }
  // Jobs on the disk thread, and calls that nobody answers any more, use what is taken down before them.
  ~Built() {
    disk.stop();
    end_flows();
  }

  std::shared_ptr<const guard::GuardChain> first_chain(const Launch& launch) {
    pin_keeper->use_lock(config.tool_lock, config_file(launch));
    return guard::make_chain(config.policy, deps, principal);
  }
  // From the next call on.
  void use(const Config& now, const Launch& launch) {
    pin_keeper->use_lock(now.tool_lock, config_file(launch));
    desk.set_chains(guard::make_chain(now.policy, deps, principal),
                    guard::make_content_chain(now.policy, deps, principal));
    session.notices().changed({.tools = true});
    session.workspace().want(now.policy.names_workspace);
  }

  const Config& config;
  const std::string principal;
  Turns turns;
  TurnClock clock;  // the disk thread has the machine's
  const std::shared_ptr<GuardWorld> world;
  state::DiskThread disk;
  state::Database database;
  state::Pins pins;
  const std::shared_ptr<PinKeeper> pin_keeper;
  const guard::GuardDeps deps;
  state::Approvals approvals;
  state::LedgerWriter ledger;
  ListMemory lists;
  EraFile eras;
  Ground ground;
  mcp::Catalog catalog;
  Roster roster;
  Fleet fleet;
  Hooks hooks;
  const state::SpillFolder spills;
  CallDesk desk;
  Session session;
  PolicyReload reload;
};

Gateway::Gateway(Parts parts) : built_(std::make_unique<Built>(parts)) {}
Gateway::~Gateway() = default;

void Gateway::start() {
  built_->session.start();
  built_->reload.start();
}

void Gateway::reload_policy() {
  built_->reload.reload();
}

Task<void> Gateway::stop() {
  built_->reload.stop();
  built_->roster.stop();
  built_->session.close();
  co_await built_->fleet.stop();
}

void Gateway::pins_changed() {
  built_->pin_keeper->refresh();
  built_->reload.look_now();
}

void Gateway::catch_up() {
  built_->disk.drain();
}

Session& Gateway::session() {
  return built_->session;
}

std::vector<mcp::Owner> owners_of(const Config& config) {
  std::vector<mcp::Owner> owners;
  for (const ServerConfig& server : config.servers) {
    if (!server.disabled)
      owners.push_back({server.name, server.prefix, server.include, server.exclude, false});
  }
  return owners;
}

std::vector<Server> servers_of(const Config& config) {
  std::vector<Server> servers;
  for (const ServerConfig& each : config.servers) {
    if (each.disabled) continue;
    Server server;
    server.name = each.name;
    server.argv.push_back(each.command);
    server.argv.insert(server.argv.end(), each.args.begin(), each.args.end());
    server.env = each.env;
    server.cwd = each.cwd;
    if (each.protocol == Protocol::legacy) server.era = mcp::Era::legacy;
    if (each.protocol == Protocol::modern) server.era = mcp::Era::modern;
    server.start_timeout = each.start_timeout;
    server.call_timeout = each.call_timeout;
    server.problem = each.problem;
    servers.push_back(std::move(server));
  }
  return servers;
}

}  // namespace callgate
