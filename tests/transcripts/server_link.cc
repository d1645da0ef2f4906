#include "server_link.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstdlib>

namespace callgate {

ServerLink::~ServerLink() {
  if (listener_ >= 0) ::close(listener_);
  for (const int fd : open_connections()) ::close(fd);
}

bool ServerLink::listen(const std::string& socket_path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (socket_path.size() >= sizeof address.sun_path) return false;
  socket_path.copy(address.sun_path, socket_path.size());
  listener_ = ::socket(AF_UNIX, SOCK_STREAM, 0);
  ::fcntl(listener_, F_SETFD, FD_CLOEXEC);
  return ::bind(listener_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
         ::listen(listener_, 16) == 0;
}

std::vector<int> ServerLink::open_connections() const {
  std::vector<int> open;
  for (const auto& connection : connections_) {
    if (connection->fd >= 0) open.push_back(connection->fd);
  }
  return open;
}

void ServerLink::accept_one() {
  const int fd = ::accept(listener_, nullptr, nullptr);
  if (fd < 0) return;
  ::fcntl(fd, F_SETFD, FD_CLOEXEC);
  connections_.push_back(std::make_unique<Connection>());
  connections_.back()->fd = fd;
}

void ServerLink::read(int fd) {
  for (const auto& connection : connections_) {
    if (connection->fd != fd) continue;
    std::vector<std::string> lines;
    if (!connection->lines.read_from(fd, lines)) {
      ::close(fd);
      connection->fd = -1;
    }
    for (const std::string& line : lines) note(line);
  }
}

void ServerLink::note(const std::string& line) {
  const std::string text = line.size() > 2 ? line.substr(2) : "";
  switch (line.empty() ? ' ' : line[0]) {
    case 'R':
      received_.push_back(text);
      break;
    case 'X':
      last_sync_ = text;
      break;
    case 'S':  // run and process id
    case 'P':  // kind and process id
      pids_.push_back(std::atoi(text.substr(text.find(' ') + 1).c_str()));
      break;
    default:
      break;
  }
}

bool ServerLink::command(const std::string& line) {
  if (connections_.empty() || connections_.back()->fd < 0) return false;
  const std::string whole = line + "\n";
  return ::send(connections_.back()->fd, whole.data(), whole.size(), 0) == static_cast<ssize_t>(whole.size());
}

}  // namespace callgate
