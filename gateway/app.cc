#include "gateway/app.h"

#include <unistd.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <iostream>

#include "core/base/seal.h"
#include "gateway/control_server.h"
#include "gateway/gateway.h"
#include "gateway/log.h"
#include "gateway/stdio.h"

namespace callgate {
namespace {

namespace asio = boost::asio;

// What the gateway stands on in a process of its own, and how that process ends.
class App {
 public:
  App(const RunOptions& options, const Config& config, HostPipe pipe, Launcher launcher,
      const state::Directory& directory, const state::Key& key, Log& log,
      const std::map<std::string, std::string>& environment)
      : launcher_(std::move(launcher)),
        pipe_(std::move(pipe)),
        gateway_({loop_, clock_, log, launcher_, config, directory, key, environment,
                  principal_of(options.launch), options.launch, options.state_dir, ::dup(pipe_.input()),
                  ::dup(pipe_.output()), [this] { stop(0); }}),
        control_(loop_, directory, gateway_.session(), log, [this] { gateway_.pins_changed(); }),
        signals_(loop_, SIGINT, SIGTERM),
        hangups_(loop_, SIGHUP) {}

  int run() {
    signals_.async_wait([this](const boost::system::error_code& error, int signal) {
      if (!error) stop(signal == SIGINT ? 130 : 0);
    });
    listen_for_reload();
    gateway_.start();
    control_.start();
    loop_.run();
    launcher_.sweep_orphans();
    return code_;
  }

 private:
  // A host that is gone closes its pipe: a hang-up means nothing else than that the policy is to be read
  // again.
  void listen_for_reload() {
    hangups_.async_wait([this](const boost::system::error_code& error, int) {
      if (error) return;
      gateway_.reload_policy();
      listen_for_reload();
    });
  }
  void stop(int code) {
    if (std::exchange(stopping_, true)) return;
    code_ = code;
    // A second signal ends it at once; keepers then end the servers.
    signals_.cancel();
    signals_.clear();
    hangups_.cancel();
    control_.stop();
    spawn(stop_gateway());
  }
  Task<void> stop_gateway() {
    co_await gateway_.stop();
    loop_.stop();
  }

  SystemClock clock_;
  Launcher launcher_;
  HostPipe pipe_;
  asio::io_context loop_{1};
  Gateway gateway_;
  ControlServer control_;
  asio::signal_set signals_, hangups_;
  int code_ = 0;
  bool stopping_ = false;
};

int refuse(const Error& error) {
  std::cerr << "callgate: " << to_string(error) << "\n";
  return error.code == Errc::invalid ? 2 : 1;
}

}  // namespace

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
