// What the gateway and a server's keeper tell each other over the control socket.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>

#include "core/base/result.h"

namespace callgate {

struct Command;

// How far a start had come when it failed.
enum class Stage : std::uint8_t { handover, fork, directory, exec };

// One report of a keeper. In order, each at most once: `started` or `failed`, `exited` or `killed` (only
// after `started`), `swept`, and `closed` when the keeper is gone. `closed` without `swept` means that the
// keeper or the launcher was killed: call Launcher::sweep_orphans().
struct ControlMessage {
  enum class Kind : std::uint8_t {
    started,  // the program runs; `pid` is the server's process and group id
    failed,   // it never ran: `stage`, and `value` is the errno
    exited,   // the server ended with exit status `value`; what it left behind is being ended
    killed,   // the server was ended by signal `value`; likewise
    swept,    // no process of the server's tree is left
    closed    // nothing more will come
  };
  Kind kind{};
  Stage stage{};
  std::int32_t pid = 0;
  std::int32_t value = 0;
};

// How a server is asked to end.
enum class Stop : char {
  terminate = 'T',  // SIGTERM to the server's process group, no more
  kill = 'K'        // SIGKILL to the whole tree, repeated until nothing is left
};

// The next report on a Child's control descriptor; nothing when none has come yet. Never waits.
std::optional<ControlMessage> read_control(int control_fd);

// Passes the wish to the keeper. Never waits and cannot fail: a keeper that is gone has nothing left to end.
// Closing the control descriptor instead means Stop::kill.
void request(int control_fd, Stop stop);

// Why a start failed, in words for people and with what to do about it.
Error start_error(const ControlMessage& failed, const Command& command);

}  // namespace callgate
