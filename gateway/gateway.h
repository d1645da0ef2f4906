// One gateway put together: everything between the host's two pipes and the servers, in the order in which it
// is built.
#pragma once

#include <boost/asio/io_context.hpp>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/base/log.h"
#include "core/mcp/catalog.h"
#include "gateway/config.h"
#include "gateway/state/directory.h"
#include "upstreams/launcher.h"
#include "upstreams/server.h"
#include "upstreams/task.h"

namespace callgate {

class Session;

class Gateway {
 public:
  // What is referred to outlives the gateway.
  struct Parts {
    boost::asio::io_context& loop;
    const Clock& clock;
    Log& log;
    Spawner& spawner;
    const Config& config;
    const state::Directory& directory;
    const state::Key& key;
    const std::map<std::string, std::string>& environment;
    std::string principal;        // who calls
    Launch launch;                // what to read again when the policy changes
    std::string state_dir;        // as given on the command line, may be empty
    int input = -1, output = -1;  // the host's pipes: non-blocking, taken over
    std::function<void()> over;   // the host has gone: stop
  };
  explicit Gateway(Parts parts);
  // What is on its way to the disk is there afterwards.
  ~Gateway();

  void start();
  // Reads the policy again; calls that are on their way keep the one they came with.
  void reload_policy();
  // Somebody has accepted tools: looks into the store and at the lock file at once.
  void pins_changed();
  // Takes nothing more from the host and ends every server; done when no process of theirs is left. Once.
  Task<void> stop();
  Session& session();
  // Waits until the disk has done what it was given so far; for tests that go on when all has happened.
  void catch_up();

 private:
  struct Built;
  std::unique_ptr<Built> built_;
};

// The part of a configuration that the fleet and the catalog need; servers that are switched off are left
// out.
std::vector<Server> servers_of(const Config& config);
// The same for the catalog. Whose hints are believed is the policy's word, which may change while the gateway
// runs; the catalog need not know.
std::vector<mcp::Owner> owners_of(const Config& config);

}  // namespace callgate
