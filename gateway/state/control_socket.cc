#include "gateway/state/control_socket.h"

#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>

namespace callgate::state {
namespace {

constexpr std::size_t kLongestAnswer = 16u << 20;

bool fits(std::string_view path) {
  return path.size() < sizeof(sockaddr_un::sun_path);
}

// A gateway binds its socket shortly before it listens: a fresh one that refuses is not stale yet.
void remove_stale(const std::filesystem::path& socket) {
  struct stat about {};
  if (::lstat(socket.c_str(), &about) == 0 && S_ISSOCK(about.st_mode) && about.st_mtime + 5 < ::time(nullptr))
    ::unlink(socket.c_str());
}

Error silent(const std::filesystem::path& path) {
  return error(Errc::timeout, "the gateway does not answer", path.string());
}

// Waits until `fd` is ready for `events`. Errors: timeout, io.
Result<void> wait_for(int fd, short events, Instant deadline, const std::filesystem::path& path) {
  for (;;) {
    const auto left = std::chrono::ceil<Millis>(deadline - std::chrono::steady_clock::now()).count();
    if (left <= 0) return silent(path);
    pollfd it{fd, events, 0};
    const int ready = ::poll(&it, 1, static_cast<int>(std::min<Millis::rep>(left, 60'000)));
    if (ready > 0) return {};
    if (ready < 0 && errno != EINTR) return system_error("talk to the gateway", path, errno);
  }
}

Result<Descriptor> connect_to(const std::filesystem::path& path, Instant deadline) {
  CALLGATE_TRY(name, SocketName::of(path));
  Descriptor fd(::socket(AF_UNIX, SOCK_STREAM, 0));
  if (!fd) return system_error("make a socket for", path, errno);
  ::fcntl(fd.get(), F_SETFD, FD_CLOEXEC);
  ::fcntl(fd.get(), F_SETFL, O_NONBLOCK);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, name.text().data(), name.text().size());
  while (::connect(fd.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    const int why = errno;
    if (why == ECONNREFUSED || why == ENOENT) {
      if (why == ECONNREFUSED) remove_stale(path);
      return error(Errc::gone, "no gateway listens there any more", path.string());
    }
    // EAGAIN: the gateway's queue of connections is full.
    if (why != EAGAIN && why != EINTR) return system_error("reach the gateway", path, why);
    if (std::chrono::steady_clock::now() >= deadline) return silent(path);
    ::poll(nullptr, 0, 5);
  }
  return fd;
}

Result<void> send_all(int fd, std::string_view text, Instant deadline, const std::filesystem::path& path) {
#ifdef MSG_NOSIGNAL
  constexpr int kFlags = MSG_NOSIGNAL;
#else
  constexpr int kFlags = 0;
  const int on = 1;
  ::setsockopt(fd, SOL_SOCKET, SO_NOSIGPIPE, &on, sizeof on);
#endif
  while (!text.empty()) {
    const ssize_t sent = ::send(fd, text.data(), text.size(), kFlags);
    if (sent >= 0) {
      text.remove_prefix(static_cast<std::size_t>(sent));
    } else if (errno == EAGAIN) {
      if (auto ready = wait_for(fd, POLLOUT, deadline, path); !ready) return ready;
    } else if (errno != EINTR) {
      return system_error("talk to the gateway", path, errno);
    }
  }
  return {};
}

Result<std::string> receive_line(int fd, Instant deadline, const std::filesystem::path& path) {
  std::string line;
  char chunk[16 * 1024];
  while (line.size() < kLongestAnswer) {
    if (auto ready = wait_for(fd, POLLIN, deadline, path); !ready) return ready.error();
    const ssize_t got = ::recv(fd, chunk, sizeof chunk, 0);
    if (got < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (got < 0) return system_error("talk to the gateway", path, errno);
    if (got == 0) return error(Errc::gone, "the gateway ended before it answered", path.string());
    const std::string_view piece(chunk, static_cast<std::size_t>(got));
    const std::size_t end = piece.find('\n');
    line += piece.substr(0, end);
    if (end != piece.npos) return line;
  }
  return error(Errc::io, "the gateway's answer is too long", path.string());
}

}  // namespace

Result<SocketName> SocketName::of(const std::filesystem::path& path) {
  SocketName name;
  name.text_ = path.string();
  if (fits(name.text_)) return name;
#ifdef __linux__
  name.folder_ = Descriptor(::open(path.parent_path().c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  if (!name.folder_) return system_error("open the folder of", path, errno);
  name.text_ = "/proc/self/fd/" + std::to_string(name.folder_.get()) + "/" + path.filename().string();
  if (fits(name.text_)) return name;
#endif
  return error(Errc::invalid, "the path is too long for a socket; choose a shorter --state-dir",
               path.string());
}

std::filesystem::path control_socket_path(const std::filesystem::path& run_folder, pid_t pid) {
  return run_folder / (std::to_string(pid) + ".sock");
}

std::vector<GatewayAddress> list_gateways(const std::filesystem::path& run_folder) {
  std::vector<GatewayAddress> found;
  DIR* folder = ::opendir(run_folder.c_str());
  if (!folder) return found;
  while (const dirent* entry = ::readdir(folder)) {
    const std::string_view name = entry->d_name;
    pid_t pid = 0;
    const auto [end, failed] = std::from_chars(name.data(), name.data() + name.size(), pid);
    if (failed != std::errc() || pid <= 0 || std::string_view(end) != ".sock") continue;
    if (::kill(pid, 0) != 0 && errno == ESRCH) {
      ::unlinkat(::dirfd(folder), entry->d_name, 0);
    } else {
      found.push_back({pid, run_folder / name});
    }
  }
  ::closedir(folder);
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.pid < b.pid; });
  return found;
}

Result<std::string> ask_gateway(const GatewayAddress& gateway, std::string_view request, Millis timeout) {
  const Instant deadline = std::chrono::steady_clock::now() + timeout;
  CALLGATE_TRY(socket, connect_to(gateway.socket, deadline));
  std::string line(request);
  line += '\n';
  if (auto sent = send_all(socket.get(), line, deadline, gateway.socket); !sent) return sent.error();
  return receive_line(socket.get(), deadline, gateway.socket);
}

int tell_gateways(const std::filesystem::path& run_folder, std::string_view request, Millis timeout) {
  int answered = 0;
  for (const GatewayAddress& gateway : list_gateways(run_folder))
    if (ask_gateway(gateway, request, timeout)) ++answered;
  return answered;
}

}  // namespace callgate::state
