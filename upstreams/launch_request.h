// One message from the gateway to the launcher: the descriptors of a server to be.
#pragma once

#include <optional>

#include "upstreams/owned_fd.h"

namespace callgate {

// All ends are the server's, but for `control`, which is its keeper's.
struct LaunchRequest {
  OwnedFd control;
  OwnedFd image;  // see command_image.h
  OwnedFd input, output, errors;
};

// Never waits. False: errno says why; EAGAIN when too many requests are waiting, EPIPE when the launcher is
// gone.
bool send_request(int socket, const LaunchRequest& request);

// The next request, its descriptors closed on exec. Those that could not be received, for want of room in the
// table of descriptors, are missing. Nothing at the end of the stream.
std::optional<LaunchRequest> receive_request(int socket);

}  // namespace callgate
