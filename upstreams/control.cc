#include "upstreams/control.h"

#include <sys/socket.h>

#include <cerrno>
#include <cstring>
#include <string>

#include "upstreams/launcher.h"
#include "upstreams/process_tree.h"

namespace callgate {
namespace {

std::string remedy(const ControlMessage& failed) {
  switch (failed.value) {
    case ENOENT:
      if (failed.stage == Stage::directory) return "; create it or correct \"cwd\"";
      return " (if the file is there, the interpreter that its first line names is missing)";
    case EACCES:
      if (failed.stage == Stage::directory) return "; it must be readable for the user who runs the gateway";
      return "; it needs the right to execute (chmod +x) and a file system that allows it";
    case ENOEXEC:
      return "; a script needs a first line such as #!/bin/sh, a binary must be built for this machine";
    case E2BIG:
      return "; shorten \"args\" and \"env\" (on Linux one of them may have at most 128 KiB)";
    case EAGAIN:
      return "; too many processes run already (ulimit -u)";
    case EMFILE:
    case ENFILE:
      return "; raise the limit of open files (ulimit -n)";
    default:
      return "";
  }
}

}  // namespace

std::optional<ControlMessage> read_control(int control_fd) {
  // Messages are written whole into a buffer that never fills, so a read gets all of one or nothing.
  ControlMessage message;
  ssize_t got = 0;
  do {
    got = ::recv(control_fd, &message, sizeof message, MSG_DONTWAIT);
  } while (got < 0 && errno == EINTR);
  if (got == sizeof message) return message;
  if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return std::nullopt;
  return ControlMessage{ControlMessage::Kind::closed};
}

void request(int control_fd, Stop stop) {
  const char order = static_cast<char>(stop);
  ssize_t sent = 0;
  do {
    sent = ::send(control_fd, &order, 1, MSG_DONTWAIT | kSendQuietly);
  } while (sent < 0 && errno == EINTR);
}

Error start_error(const ControlMessage& failed, const Command& command) {
  const std::string reason = std::strerror(failed.value) + remedy(failed);
  const Errc code = failed.value == ENOENT ? Errc::not_found : Errc::io;
  if (failed.stage == Stage::directory) {
    return error(code, "cannot enter the folder " + command.cwd + ": " + reason);
  }
  return error(code, "cannot start " + command.argv.front() + ": " + reason);
}

}  // namespace callgate
