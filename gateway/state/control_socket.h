// How commands talk to the gateways that run on this state directory: <state>/run/<pid>.sock, one JSON line
// each way. Only what both sides need of the file system, and the client's side; no event loop.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.h"
#include "core/base/result.h"
#include "gateway/state/file.h"

namespace callgate::state {

// A name by which bind() and connect() reach a socket file, however long its path: sockaddr_un holds 108
// bytes (104 on macOS). A path that is too long is reached through an open descriptor of its folder
// (/proc/self/fd/N/…), which only Linux has; elsewhere it is an error that says so. Keep the object until
// bind() or connect() has returned.
class SocketName {
 public:
  static Result<SocketName> of(const std::filesystem::path& path);
  const std::string& text() const { return text_; }

 private:
  std::string text_;
  Descriptor folder_;
};

struct GatewayAddress {
  pid_t pid = 0;
  std::filesystem::path socket;
};

// The path of the socket of process `pid`.
std::filesystem::path control_socket_path(const std::filesystem::path& run_folder, pid_t pid);

// The gateways whose sockets lie in `run_folder`, lowest process id first. Sockets whose process is gone are
// removed.
std::vector<GatewayAddress> list_gateways(const std::filesystem::path& run_folder);

// Sends one line (without newline) and returns the one that comes back, of at most 16 MiB. `timeout` bounds
// the whole. Errors: gone (nobody listens; a file that was left behind is removed), timeout, io.
Result<std::string> ask_gateway(const GatewayAddress& gateway, std::string_view request, Millis timeout);

// Tells every gateway the same, one after the other, without caring for what they answer. Each gets
// `timeout`. Returns how many answered.
int tell_gateways(const std::filesystem::path& run_folder, std::string_view request, Millis timeout);

}  // namespace callgate::state
