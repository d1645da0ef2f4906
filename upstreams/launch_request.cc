#include "upstreams/launch_request.h"

#include <fcntl.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "upstreams/process_tree.h"

namespace callgate {
namespace {

constexpr std::size_t kFds = 5;

// One message with room for the descriptors, laid out as sendmsg() and recvmsg() want it.
struct Envelope {
  char byte = 'L';
  alignas(cmsghdr) char room[CMSG_SPACE(kFds * sizeof(int))] = {};
  iovec part{&byte, 1};
  msghdr message{};

  Envelope() {
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = room;
    message.msg_controllen = sizeof room;
  }
};

}  // namespace

bool send_request(int socket, const LaunchRequest& request) {
  const std::array<int, kFds> fds{request.control.get(), request.image.get(), request.input.get(),
                                  request.output.get(), request.errors.get()};
  Envelope envelope;
  cmsghdr* header = CMSG_FIRSTHDR(&envelope.message);
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  header->cmsg_len = CMSG_LEN(sizeof fds);
  std::memcpy(CMSG_DATA(header), fds.data(), sizeof fds);
  ssize_t sent = 0;
  do {
    sent = ::sendmsg(socket, &envelope.message, MSG_DONTWAIT | kSendQuietly);
  } while (sent < 0 && errno == EINTR);
  return sent == 1;
}

std::optional<LaunchRequest> receive_request(int socket) {
  Envelope envelope;
  ssize_t got = 0;
  do {
    got = ::recvmsg(socket, &envelope.message, 0);
  } while (got < 0 && errno == EINTR);
  if (got <= 0) return std::nullopt;
  std::array<int, kFds> fds;
  fds.fill(-1);
  const cmsghdr* header = CMSG_FIRSTHDR(&envelope.message);
  if (header && header->cmsg_type == SCM_RIGHTS) {
    std::memcpy(fds.data(), CMSG_DATA(header), header->cmsg_len - CMSG_LEN(0));
  }
  for (const int fd : fds) {
    if (fd >= 0) ::fcntl(fd, F_SETFD, FD_CLOEXEC);
  }
  return LaunchRequest{OwnedFd(fds[0]), OwnedFd(fds[1]), OwnedFd(fds[2]), OwnedFd(fds[3]), OwnedFd(fds[4])};
}

}  // namespace callgate
