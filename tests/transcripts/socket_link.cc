#include "socket_link.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace callgate::test {

SocketLink::~SocketLink() {
  if (listener_ >= 0) ::close(listener_);
  for (const int fd : open_connections()) ::close(fd);
}

bool SocketLink::listen(const std::string& socket_path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (socket_path.size() >= sizeof address.sun_path) return false;
  socket_path.copy(address.sun_path, socket_path.size());
  listener_ = ::socket(AF_UNIX, SOCK_STREAM, 0);
  ::fcntl(listener_, F_SETFD, FD_CLOEXEC);
  return ::bind(listener_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
         ::listen(listener_, 16) == 0;
}

std::vector<int> SocketLink::open_connections() const {
  std::vector<int> open;
  for (const auto& connection : connections_) {
    if (connection->fd >= 0) open.push_back(connection->fd);
  }
  return open;
}

void SocketLink::accept_one() {
  const int fd = ::accept(listener_, nullptr, nullptr);
  if (fd < 0) return;
  ::fcntl(fd, F_SETFD, FD_CLOEXEC);
  connections_.push_back(std::make_unique<Connection>());
  connections_.back()->fd = fd;
  began();
}

void SocketLink::read(int fd) {
  for (std::size_t i = 0; i < connections_.size(); ++i) {
    Connection& connection = *connections_[i];
    if (connection.fd != fd) continue;
    std::vector<std::string> lines;
    if (!connection.lines.read_from(fd, lines)) {
      ::close(fd);
      connection.fd = -1;
      ended(static_cast<int>(i) + 1);
    }
    for (const std::string& line : lines)
      note(line.empty() ? ' ' : line[0], line.size() > 2 ? line.substr(2) : "");
  }
}

bool SocketLink::command(const std::string& line) {
  if (connections_.empty() || connections_.back()->fd < 0) return false;
  const std::string whole = line + "\n";
  return ::send(connections_.back()->fd, whole.data(), whole.size(), 0) == static_cast<ssize_t>(whole.size());
}

}  // namespace callgate::test
