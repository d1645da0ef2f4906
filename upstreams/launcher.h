// Starts upstream servers, and makes certain that they end.
//
//   gateway ── launcher ─┬─ keeper ── server ── whatever the server starts
//                        └─ keeper ── server …
//
// The launcher is forked while the gateway is still small and has one thread, so a start costs the event loop
// one message. Every server has a keeper: a process of a few pages whose control socket leads straight to the
// gateway. When that socket closes, for whatever reason, the keeper kills the server's whole tree. Orphans of
// the tree are re-parented to the keeper, those of a killed keeper to the launcher, those of a killed
// launcher to the gateway; each of them sweeps. (macOS has no re-parenting: see process_tree_macos.cc.)
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "upstreams/control.h"
#include "upstreams/owned_fd.h"

namespace callgate {

// A program to run. Nothing is added: argv[0] is an absolute path (see find_program), the environment is
// exactly `env` ("NAME=value"), and an empty `cwd` means the gateway's own working directory at its start.
struct Command {
  std::vector<std::string> argv;
  std::vector<std::string> env;
  std::string cwd;
};

// The gateway's ends of a server that was asked for. All are non-blocking and closed on exec, and belong to
// the caller. Closing `control` kills the server's tree.
struct Child {
  OwnedFd input;    // written: the server's stdin
  OwnedFd output;   // read: its stdout
  OwnedFd errors;   // read: its stderr
  OwnedFd control;  // read with read_control(), written with request()
};

// What servers are started with: the launcher, or a test that plays the server itself.
class Spawner {
 public:
  virtual ~Spawner() = default;
  virtual Result<Child> spawn(const Command& command) = 0;
};

class Launcher final : public Spawner {
 public:
  // Forks the launcher and makes this process adopt orphans. Call it first in main(): before any thread, any
  // large allocation and any descriptor of value. One per process.
  static Result<Launcher> start();
  Launcher(Launcher&& other) noexcept;
  Launcher& operator=(Launcher&&) = delete;
  // Lets the launcher go; it ends when the last keeper has. Does not wait: close the controls first and read
  // them to their end if it matters.
  ~Launcher() override;

  // Asks for a server and returns at once; whether it started comes over `control`. A launcher that was
  // killed is forked anew here. Errors: invalid (a relative argv[0], a NUL byte), busy (hundreds of starts
  // are waiting), io (no descriptors or processes to be had).
  Result<Child> spawn(const Command& command) override;

  // Kills and reaps what was re-parented to this process, keepers excepted, in one pass that never waits.
  // Returns how many processes it had to kill: while that is not 0, call again soon. Every child of this
  // process that did not come from this launcher counts as an orphan.
  std::size_t sweep_orphans();

  // The launcher's process id, for diagnosis.
  pid_t pid() const { return pid_; }

 private:
  Launcher() = default;
  Result<void> fork_launcher();
  OwnedFd socket_;
  pid_t pid_ = -1;
  std::vector<pid_t> sessions_;  // of this launcher and those before it: only keepers live in them
};

}  // namespace callgate
