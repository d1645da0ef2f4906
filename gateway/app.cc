#include "gateway/app.h"

#include <unistd.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <iostream>

#include "core/base/seal.h"
#include "core/guards/registry.h"
#include "gateway/call_desk.h"
#include "gateway/control_server.h"
#include "gateway/log.h"
#include "gateway/memories.h"
#include "gateway/notices.h"
#include "gateway/roster.h"
#include "gateway/session.h"
#include "gateway/stdio.h"
#include "upstreams/fleet.h"
#include "upstreams/memory.h"

namespace callgate {
namespace {

namespace asio = boost::asio;

std::vector<mcp::Owner> owners_of(const Config& config) {
  std::vector<mcp::Owner> owners;
  const auto& trusted = config.policy.trust_annotations;
  for (const ServerConfig& server : config.servers) {
    if (server.disabled) continue;
    mcp::Owner owner{server.name, server.prefix, server.include, server.exclude, server.trust_annotations};
    if (!trusted.empty())
      owner.trusted = std::find(trusted.begin(), trusted.end(), server.name) != trusted.end();
    owners.push_back(std::move(owner));
  }
  return owners;
}

state::LedgerOptions ledger_options(const Config& config, Log& log) {
  state::LedgerOptions options;
  options.max_bytes = config.ledger.max_bytes;
  options.keep = config.ledger.keep;
  options.report = [&log](std::string text) { log.error("ledger: " + text); };
  return options;
}

guard::GuardDeps guard_deps(const Clock& clock, const std::map<std::string, std::string>& environment) {
  const auto home = environment.find("HOME");
  std::error_code ignored;
  return {clock, home == environment.end() ? std::string() : home->second,
          std::filesystem::current_path(ignored).string()};
}

// One gateway, built from top to bottom and taken down from bottom to top.
class App {
 public:
  App(const RunOptions& options, const Config& config, HostPipe pipe, Launcher launcher,
      state::Directory directory, const state::Key& key, Log& log,
      const std::map<std::string, std::string>& environment)
      : config_(config),
        log_(log),
        launcher_(std::move(launcher)),
        pipe_(std::move(pipe)),
        turns_(loop_),
        database_(directory.database()),
        approvals_(database_, clock_, config.policy.guards.approval.max_pending),
        ledger_(directory, disk_, clock_, ledger_options(config, log)),
        lists_(directory, disk_, clock_, log),
        eras_(directory, disk_, clock_),
        ground_{loop_, turns_, log, clock_, launcher_, eras_, environment, {}},
        catalog_(owners_of(config), config.max_name_length),
        roster_(loop_, catalog_, lists_, log),
        fleet_(ground_, servers_of(config), roster_),
        desk_(
            {loop_, clock_, disk_, approvals_, ledger_, config.ledger.durable, config.approvals.pending_ttl,
             config.approvals.grant_ttl, config.approvals.hold_budget.value_or(Millis{0}), options.state_dir},
            guard::make_chain(config.policy, guard_deps(clock_, environment), principal_of(options.launch))),
        session_({loop_, turns_, log, clock_, config_, catalog_, fleet_, desk_,
                  std::string(reinterpret_cast<const char*>(key.data()), key.size()), roster_,
                  [this] { stop(0); }},
                 ::dup(pipe_.input()), ::dup(pipe_.output())),
        control_(loop_, directory, session_, log),
        signals_(loop_, SIGINT, SIGTERM, SIGHUP) {
    roster_.attach(session_);
  }
  // Jobs on the disk thread use what is taken down before it.
  ~App() { disk_.stop(); }

  int run() {
    signals_.async_wait([this](const boost::system::error_code& error, int signal) {
      if (!error) stop(signal == SIGINT ? 130 : 0);
    });
    session_.start();
    control_.start();
    loop_.run();
    launcher_.sweep_orphans();
    return code_;
  }

 private:
  void stop(int code) {
    if (std::exchange(stopping_, true)) return;
    code_ = code;
    // A second signal ends it at once; keepers then end the servers.
    signals_.cancel();
    signals_.clear();
    roster_.stop();
    session_.close();
    control_.stop();
    spawn(stop_fleet());
  }
  Task<void> stop_fleet() {
    co_await fleet_.stop();
    loop_.stop();
  }

  const Config& config_;
  Log& log_;
  SystemClock clock_;
  Launcher launcher_;
  HostPipe pipe_;
  asio::io_context loop_{1};
  Turns turns_;
  state::DiskThread disk_;
  state::Database database_;
  state::Approvals approvals_;
  state::LedgerWriter ledger_;
  ListMemory lists_;
  EraFile eras_;
  Ground ground_;
  mcp::Catalog catalog_;
  Roster roster_;
  Fleet fleet_;
  CallDesk desk_;
  Session session_;
  ControlServer control_;
  asio::signal_set signals_;
  int code_ = 0;
  bool stopping_ = false;
};

int refuse(const Error& error) {
  std::cerr << "callgate: " << to_string(error) << "\n";
  return error.code == Errc::invalid ? 2 : 1;
}

}  // namespace

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

std::string principal_of(const Launch& launch) {
  return "uid:" + std::to_string(::getuid()) + (launch.profile.empty() ? "" : "/" + launch.profile);
}

int run_gateway(const RunOptions& options, Launcher launcher,
                const std::map<std::string, std::string>& environment) {
  ::signal(SIGPIPE, SIG_IGN);
  prepare_hashes();
  auto log = open_log(options.log_level, options.log_file);
  if (!log) return refuse(log.error());
  const ConfigResult config = read_config(options.launch, environment);
  if (!config) {
    for (const std::string& error : config.error().errors) std::cerr << error << "\n";
    return 1;
  }
  for (const std::string& warning : config->warnings) (*log)->warn(warning);
  const auto root = state::Directory::locate(options.state_dir, environment);
  if (!root) return refuse(root.error());
  auto directory = state::Directory::create(*root);
  if (!directory) return refuse(directory.error());
  const auto key = directory->key();
  if (!key) return refuse(key.error());
  auto pipe = HostPipe::take();
  if (!pipe) return refuse(pipe.error());
  App app(options, *config, std::move(*pipe), std::move(launcher), *directory, *key, **log, environment);
  return app.run();
}

}  // namespace callgate
