// A session with everything that a setup can have behind it: twenty upstreams for a gateway, one for the
// others.
#pragma once

#include <memory>
#include <string>

#include "bench.h"

namespace callgate::bench {

struct Fleet {
  const Setup& setup;
  std::unique_ptr<Session> session;

  int servers() const { return setup.gateway ? kFleetServers : 1; }
  // The exposed name of a tool of one server.
  std::string tool(int server, const std::string& name) const;
};

// Starts the setup; nothing is sent yet.
Fleet start_fleet(Bench& bench, const Setup& setup, const std::string& state_dir, const std::string& config);

// Asks for tools/list, page by page, and checks that every tool of every server is there exactly once.
// `answered` is when the last page had arrived.
bool list_tools(Fleet& fleet, Instant& answered);

// Calls echo on every server, so that all have started.
bool call_every_server(Fleet& fleet);

// Starts, initialises, lists and calls; false with the session's fault if anything failed.
bool bring_up(Fleet& fleet);

}  // namespace callgate::bench
