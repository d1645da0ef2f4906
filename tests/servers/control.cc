#include "control.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace callgate::test {

bool write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(fd, bytes.data(), bytes.size());
    if (n >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(n));
    } else if (errno == EAGAIN) {
      pollfd writable{fd, POLLOUT, 0};
      ::poll(&writable, 1, -1);
    } else if (errno != EINTR) {
      return false;
    }
  }
  return true;
}

std::string Control::open(const std::string& record_path, const std::string& socket_path) {
  if (!record_path.empty()) {
    record_ = ::open(record_path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (record_ < 0) return record_path + ": " + std::strerror(errno);
  }
  if (socket_path.empty()) return {};
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (socket_path.size() >= sizeof address.sun_path) return socket_path + ": too long for a socket";
  socket_path.copy(address.sun_path, socket_path.size());
  socket_ = ::socket(AF_UNIX, SOCK_STREAM, 0);
  if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    return socket_path + ": " + std::strerror(errno);
  }
  return {};
}

void Control::received(std::string_view line) {
  const std::string whole = std::string(line) + "\n";
  if (record_ >= 0) write_all(record_, whole);
  if (socket_ >= 0) write_all(socket_, "R " + whole);
}

void Control::note(char kind, std::string_view text) {
  if (socket_ >= 0) write_all(socket_, std::string(1, kind) + " " + std::string(text) + "\n");
}

std::vector<std::string> Control::commands() {
  char chunk[65536];
  const ssize_t n = ::read(socket_, chunk, sizeof chunk);
  if (n <= 0) ::_exit(3);
  partial_.append(chunk, static_cast<std::size_t>(n));
  std::vector<std::string> lines;
  for (std::size_t end; (end = partial_.find('\n')) != partial_.npos; partial_.erase(0, end + 1)) {
    lines.push_back(partial_.substr(0, end));
  }
  return lines;
}

}  // namespace callgate::test
