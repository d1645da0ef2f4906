// The folder the user works in, as the host tells it: its first root (MCP 2025-11-25, client/roots). What
// "${workspace}" of a policy stands for.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "upstreams/pending.h"
#include "upstreams/task.h"

namespace callgate {

class GuardWorld;
class Session;

// Hosts are asked only if the policy names the workspace, and only legacy ones: a modern host can be asked
// nothing outside of a request. Without an answer it is the gateway's working directory.
class Workspace final : private Asker {
 public:
  Workspace(Session& session, GuardWorld& world) : session_(session), world_(world) {}
  ~Workspace() override;

  // Whether the policy names it; may change while the gateway runs.
  void want(bool wanted);
  // The host has finished its handshake, or its roots have changed.
  void ask();
  // The host has been asked and has not answered yet.
  bool asking() const { return asked_.has_value(); }
  // Done when the host has answered what it was asked, at the latest after two seconds.
  Task<void> known();

 private:
  void answered(Result<rpc::Message> answer) override;

  Session& session_;
  GuardWorld& world_;
  bool wanted_ = false;
  std::optional<std::uint64_t> asked_;  // the id of the question that is open
  std::vector<OneShot<bool>*> waiting_;
};

// The first root that is a folder of this machine, absolute; empty: none is. `result`: raw, of roots/list.
std::string first_folder(std::string_view result);

}  // namespace callgate
